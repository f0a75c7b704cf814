// Makes any text storable, whatever a sender put into it.

/** The text as it can be stored: NUL has no place in PostgreSQL text, lone surrogates cannot be encoded. */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '').toWellFormed();
}
