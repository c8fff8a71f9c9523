const namespace = 'http://www.w3.org/2000/svg';

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Makes an SVG element with attributes and children. */
export function svg<Name extends keyof SVGElementTagNameMap>(
  document: Document,
  name: Name,
  attributes: Attributes = {},
  children: readonly (Node | string)[] = [],
): SVGElementTagNameMap[Name] {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) element.setAttribute(key, String(value));
  }
  for (const child of children) {
    element.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
  }
  return element;
}

/** About how wide a text is in whole pixels, in the font of the charts, without a browser to measure it. */
export function textWidth(text: string, fontSize: number): number {
  let em = 0;
  for (const character of text) em += /[ilj.,:;'|! ]/.test(character) ? 0.3 : /[mwMW@]/.test(character) ? 0.88 : 0.58;
  return Math.ceil(em * fontSize);
}

/** Breaks a text at its spaces into lines of at most about this width. */
export function wrapText(text: string, fontSize: number, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (lines.at(-1) && textWidth(longer, fontSize) > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
