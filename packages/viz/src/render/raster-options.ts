/** How a drawn SVG becomes pixels. */
export interface RasterOptions {
  /** Pixels of the picture for one pixel of the chart. */
  readonly scale: number;
  /** Further fonts (TTF, OTF or WOFF2) for scripts that the packaged ones lack. Used in Node only. */
  readonly fonts?: readonly Uint8Array[] | undefined;
}
