// What `textFormat: xml` may hold: a small HTML whose tags are closed and whose signs are escaped.

const known = new Set(
  'a at b blockquote br code del div em i img li ol p pre s span strike strong u ul'.split(' '),
);
const empty = new Set(['br', 'img']);

/** What is wrong with it, or null. */
export const findMarkupFault = (text: string): string | null => {
  const open: string[] = [];
  for (const [whole, name = ''] of text.matchAll(/<(?:\/?([a-zA-Z][\w-]*)[^<>]*)?>?/g)) {
    const tag = name.toLowerCase();
    if (!whole.endsWith('>') || tag === '') return `a loose “${whole.slice(0, 20)}”`;
    if (!known.has(tag)) return `no tag “${tag}”`;
    if (whole.startsWith('</')) {
      if (open.pop() !== tag) return `</${tag}> closes nothing`;
    } else if (!whole.endsWith('/>') && !empty.has(tag)) open.push(tag);
  }
  if (open.length > 0) return `<${open.at(-1)}> is not closed`;
  const loose = /&(?!(?:[a-z]+|#\d+|#x[\da-f]+);)/i.exec(text);
  return loose ? 'a loose “&”' : null;
};
