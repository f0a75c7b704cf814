// Categories: what a conversation is about, chosen from the chatbot's list.

/** Finds the chatbot's category that the text means (case and outer spaces aside); null when there is none. */
export function findCategory(known: readonly string[], text: string): string | null {
  const wanted = text.trim().toLocaleLowerCase();
  return known.find((category) => category.toLocaleLowerCase() === wanted) ?? null;
}
