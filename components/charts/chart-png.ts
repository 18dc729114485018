const COPIED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linejoin',
  'font-size',
  'font-weight',
  'text-anchor',
  'vector-effect',
] as const;

const SVG = 'http://www.w3.org/2000/svg';
const MARGIN = 24;
const HEAD = 44;
const FOOT = 28;

function make(name: string, attributes: Record<string, string | number>, text = ''): Element {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = text;
  return element;
}

/** A copy that looks the same without the page's style sheets. What the page hides is left out. */
function standalone(original: Element): Element | null {
  const style = getComputedStyle(original);
  if (style.display === 'none') return null;
  const copy = original.cloneNode(false) as Element;
  copy.removeAttribute('class');
  for (const name of COPIED) copy.setAttribute(name, style.getPropertyValue(name));
  for (const child of original.childNodes) {
    const next = child instanceof Element ? standalone(child) : child.cloneNode();
    if (next) copy.append(next);
  }
  return copy;
}

/** The pictures of a figure and the words of its legend at their places on the screen, as one SVG. */
function compose(figure: HTMLElement, title: string, foot: string): { svg: Element; width: number; height: number } {
  const pictures = [...figure.querySelectorAll('svg')]
    .filter((svg) => !svg.parentElement?.closest('svg'))
    .map((svg) => ({ svg, box: svg.getBoundingClientRect() }));
  const words = [...figure.querySelectorAll('li')].map((item) => ({ text: item.textContent ?? '', item }));
  const origin = figure.getBoundingClientRect();
  const width = Math.max(...pictures.map(({ box }) => box.right - origin.left), origin.width) + 2 * MARGIN;
  const bottom = Math.max(...pictures.map(({ box }) => box.bottom - origin.top), 0);
  const height = HEAD + bottom + FOOT + MARGIN;
  const style = getComputedStyle(figure);
  const surface = getComputedStyle(figure.closest('.panel') ?? document.body).backgroundColor;
  const font = { 'font-family': 'system-ui, sans-serif', fill: style.color };
  const svg = make('svg', { xmlns: SVG, width, height, ...font });
  svg.append(make('rect', { width, height, fill: surface }));
  svg.append(make('text', { x: MARGIN, y: 28, 'font-size': 16, 'font-weight': 600 }, title));
  for (const { svg: picture, box } of pictures) {
    const copy = standalone(picture);
    if (!copy) continue;
    const place = { x: MARGIN + box.left - origin.left, y: HEAD + box.top - origin.top };
    for (const [key, value] of Object.entries({ ...place, width: box.width, height: box.height })) {
      copy.setAttribute(key, String(value));
    }
    svg.append(copy);
  }
  for (const { text, item } of words) {
    const range = document.createRange();
    const sign = item.querySelector('svg');
    if (text.trim() === '') continue;
    range.selectNodeContents(item);
    if (sign) range.setStartAfter(sign);
    const box = range.getBoundingClientRect();
    const at = { x: MARGIN + box.left - origin.left, y: HEAD + box.bottom - origin.top - 4, 'font-size': 12 };
    svg.append(make('text', at, text.trim()));
  }
  svg.append(make('text', { x: MARGIN, y: height - MARGIN + 4, 'font-size': 11, 'fill-opacity': 0.7 }, foot));
  return { svg, width, height };
}

/** The chart of a figure as it is on screen, as a PNG of twice its size; `foot` says units, zone and date. */
export async function chartPng(figure: HTMLElement, title: string, foot: string): Promise<Blob> {
  const { svg, width, height } = compose(figure, title, foot);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.ceil(width * 2);
  canvas.height = Math.ceil(height * 2);
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('This browser cannot draw pictures.');
  pen.scale(2, 2);
  pen.drawImage(image, 0, 0);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be made.'))), 'image/png');
  });
}
