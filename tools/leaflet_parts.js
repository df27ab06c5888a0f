// What pages use of Leaflet: no tiles, no vectors, no GeoJSON. build_leaflet.py lays this file beside
// Leaflet's src/ and joins all that it imports.
import {Simple} from './src/geo/crs/CRS.Simple';
import {Map, createMap} from './src/map/Map';
import {DoubleClickZoom} from './src/map/handler/Map.DoubleClickZoom';
import {Drag} from './src/map/handler/Map.Drag';
import {Keyboard} from './src/map/handler/Map.Keyboard';
import {ScrollWheelZoom} from './src/map/handler/Map.ScrollWheelZoom';
import {TapHold} from './src/map/handler/Map.TapHold';
import {TouchZoom} from './src/map/handler/Map.TouchZoom';
import {zoom} from './src/control/Control.Zoom';
import {scale} from './src/control/Control.Scale';
import * as DomEvent from './src/dom/DomEvent';
import * as DomUtil from './src/dom/DomUtil';
import {toPoint} from './src/geometry/Point';
import {toLatLng} from './src/geo/LatLng';
import {toLatLngBounds} from './src/geo/LatLngBounds';
import {divIcon} from './src/layer/marker/DivIcon';
import {marker} from './src/layer/marker/Marker';
import {popup} from './src/layer/Popup';
import {tooltip} from './src/layer/Tooltip';
import {SVGOverlay} from './src/layer/SVGOverlay';
import {Renderer} from './src/layer/vector/Renderer';

Map.DoubleClickZoom = DoubleClickZoom;
Map.Drag = Drag;
Map.Keyboard = Keyboard;
Map.ScrollWheelZoom = ScrollWheelZoom;
Map.TapHold = TapHold;
Map.TouchZoom = TouchZoom;

window.L = {
  CRS: {Simple}, DomEvent, DomUtil, Renderer, SVGOverlay,
  control: {scale, zoom},
  divIcon, latLng: toLatLng, latLngBounds: toLatLngBounds, map: createMap, marker, point: toPoint, popup, tooltip
};
