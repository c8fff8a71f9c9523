import type { DataTable } from '../info/table.js';
import type { Theme } from './theme.js';

/**
 * A picture that is not drawn yet: the numbers first, then how to draw them.
 *
 * Hand it to `toSvg`, `toPng`, `mount` or `htmlReport`. A chart of your own is any value of this type.
 */
export interface Chart<Info = unknown> {
  /** The numbers of the picture as plain data. */
  readonly info: Info;
  readonly title: string;
  /** What the picture shows, in words, for readers who do not see it. */
  readonly description: string;
  /** The numbers as a table, for reports. */
  readonly table: DataTable;
  /** Draws with this document's elements and this theme's colours. */
  draw(document: Document, theme: Theme): SVGSVGElement;
}
