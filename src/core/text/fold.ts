// One form of words for searching: lower case, without accents, every other sign a blank.

/** `Ärger mit Größe!` as `arger mit grosse`. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
