/** The colours of one look. Every colour that a chart draws is one of these, which is what lets one SVG follow the reader's choice. */
export interface Theme {
  readonly name: 'light' | 'dark';
  readonly surface: string;
  readonly ink: string;
  /** Text that stands back: axis numbers, captions. */
  readonly muted: string;
  readonly grid: string;
  /** The full end of a scale from nothing to all; shares are drawn as its opacity. */
  readonly heat: string;
  readonly right: string;
  readonly wrong: string;
  /** Colours of lines and bars in order, told apart by readers with any of the common colour-vision deficiencies. */
  readonly series: readonly string[];
}

export type ThemeName = Theme['name'];

/**
 * The two looks. Series follow Okabe and Ito's palette (jfly.uni-koeln.de/color), darkened or lightened where a line would have
 * less than a 3:1 contrast with its background.
 */
export const themes: Readonly<Record<ThemeName, Theme>> = {
  light: {
    name: 'light',
    surface: '#ffffff',
    ink: '#1b1f24',
    muted: '#57606a',
    grid: '#d8dee4',
    heat: '#08519c',
    right: '#008661',
    wrong: '#d55e00',
    series: ['#0072b2', '#d55e00', '#008661', '#b8578f', '#8a6d00', '#4d5661'],
  },
  dark: {
    name: 'dark',
    surface: '#14171c',
    ink: '#e8edf2',
    muted: '#a3adb8',
    grid: '#343b45',
    heat: '#5ab4e8',
    right: '#35c79b',
    wrong: '#f0913c',
    series: ['#56b4e9', '#f0913c', '#35c79b', '#e09cc4', '#f0e442', '#c5ced8'],
  },
};

/** Each light colour beside the dark colour of the same part. */
export function themePairs(): [light: string, dark: string][] {
  const { light, dark } = themes;
  const parts = ['surface', 'ink', 'muted', 'grid', 'heat', 'right', 'wrong'] as const;
  const pairs = new Map(parts.map((part) => [light[part], dark[part]]));
  light.series.forEach((colour, index) => {
    pairs.set(colour, dark.series[index]!);
  });
  return [...pairs];
}
