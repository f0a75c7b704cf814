// Fallback: the chatbots whose agents help out when nobody of a chatbot's own can. Pure; never goes round in a circle.

/** A chatbot as far as fallback goes. */
export interface FallsBack {
  readonly key: string;
  readonly routing: { readonly fallback: string | null };
}

/** The chatbots that help out, in the order they are asked, without the chatbot itself; ends where it would go round or where a key is unknown. */
export function fallbackChain<Bot extends FallsBack>(first: Bot, all: readonly Bot[]): Bot[] {
  const chain: Bot[] = [];
  const seen = new Set([first.key]);
  let { fallback } = first.routing;
  while (fallback !== null && !seen.has(fallback)) {
    const helper = all.find(({ key }) => key === fallback);
    if (!helper) break;
    chain.push(helper);
    seen.add(helper.key);
    fallback = helper.routing.fallback;
  }
  return chain;
}

/** The keys of a circle, such as `['acme', 'other', 'acme']`; null when there is none. */
export function findCycle(all: readonly FallsBack[]): string[] | null {
  for (const one of all) {
    const chain = [one, ...fallbackChain(one, all)];
    const last = chain[chain.length - 1];
    if (last?.routing.fallback === one.key) return [...chain.map(({ key }) => key), one.key];
  }
  return null;
}
