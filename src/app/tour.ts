// `baton start --tour`: plays one whole conversation through the real doors and prints each step as both sides see it.

import { playTour } from '../../playground/tour/play.js';

const sides = {
  customer: 'customer ',
  desk: 'desk     ',
  assistant: 'assistant',
  system: 'baton    ',
} as const;

/** Plays the tour against a running Baton; true when every step came out as it should. */
export async function runTour(url: string): Promise<boolean> {
  let passed = true;
  for await (const step of playTour({ baseUrl: url })) {
    passed &&= step.ok;
    process.stdout.write(`${step.ok ? '✓' : '✗'} ${sides[step.side]}  ${step.title}\n`);
    for (const line of step.text.split('\n')) process.stdout.write(`               ${line}\n`);
  }
  process.stdout.write(
    passed ? '\nThe whole conversation went as it should.\n' : '\nThe tour failed at the step marked ✗.\n',
  );
  return passed;
}
