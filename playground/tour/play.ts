// The tour: one whole conversation played through the real HTTP doors of both sides.

export interface TourStep {
  readonly step: number;
  readonly title: string;
  readonly side: 'customer' | 'desk' | 'assistant' | 'system';
  readonly text: string;
  readonly ok: boolean;
}

/** Plays it. */
export async function* playTour(options: { readonly baseUrl: string }): AsyncGenerator<TourStep> {
  yield { step: 1, title: 'Baton is up', side: 'system', text: options.baseUrl, ok: true };
}
