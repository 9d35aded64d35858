type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | EventListener | undefined>;

/** An element with attributes (`onclick` and the like are listeners) and children; nothing stands for a left-out child. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

/** A small picture without a name, as buttons and list heads carry. */
export function icon(id?: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('width', '16');
  svg.setAttribute('height', '16');
  svg.setAttribute('viewBox', '0 0 16 16');
  if (id !== undefined) svg.id = id;
  const circle = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
  for (const [name, value] of Object.entries({ cx: 8, cy: 8, r: 5, fill: 'currentColor' })) {
    circle.setAttribute(name, String(value));
  }
  svg.append(circle);
  return svg;
}

/** Shows a page in place of the one before. */
export function show(...children: Child[]): void {
  const root = document.getElementById('root');
  root?.replaceChildren(...children.filter((child): child is Node | string => Boolean(child)));
}

export function style(css: string): void {
  document.head.append(el('style', {}, css));
}
