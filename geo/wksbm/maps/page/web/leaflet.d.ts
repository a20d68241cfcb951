/* What Leaflet has and its types leave out, and what our markers carry. */
import "leaflet";

declare module "leaflet" {
  interface MarkerOptions {
    kind?: number;
    village?: number;
  }
  interface Layer {
    getElement?(): Element | undefined;
  }
  interface Renderer {
    _update(): void;
  }
  interface LeafletEvent {
    village?: number;
  }
}
