// Tells the tour, step by step, below the two panes in which it really happens.
import { useEffect, useRef } from 'preact/hooks';
import type { TourStep } from '../api.js';
import { Icon, type IconName } from '../ui/icon.js';
import type { Tour } from './use-tour.js';

const SIDES: Record<TourStep['side'], { name: string; icon: IconName }> = {
  customer: { name: 'Customer', icon: 'person' },
  desk: { name: 'Desk', icon: 'chat' },
  assistant: { name: 'Assistant', icon: 'spark' },
  system: { name: 'Baton', icon: 'pulse' },
};

export function TourDock({ tour }: { tour: Tour }) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [tour.steps.length, tour.playing]);
  if (!tour.open) return null;
  const failed = tour.steps.filter((step) => !step.ok).length;
  return (
    <section class="tour" aria-label="The tour">
      <header class="tour-head">
        <h2>The tour</h2>
        <span class="quiet" role="status">
          {tour.playing ? 'One whole conversation, through the real doors…' : summarize(tour, failed)}
        </span>
        <button type="button" class="icon-button" aria-label="Close the tour" onClick={tour.close}>
          <Icon name="close" size={16} />
        </button>
      </header>
      <ol ref={list} class="tour-steps" aria-live="polite" aria-label="Steps of the tour">
        {tour.steps.map((step, index) => (
          <StepView key={index} step={step} latest={tour.playing && index === tour.steps.length - 1} />
        ))}
        {tour.problem && <li class="tour-step tour-failed">{tour.problem}</li>}
      </ol>
    </section>
  );
}

function StepView({ step, latest }: { step: TourStep; latest: boolean }) {
  const side = SIDES[step.side];
  const look = ['tour-step', `tour-${step.side}`, step.ok ? '' : 'tour-failed', latest ? 'tour-latest' : ''];
  return (
    <li class={look.join(' ')}>
      <span class="tour-side">
        <Icon name={side?.icon ?? 'pulse'} size={14} /> {side?.name ?? step.side}
      </span>
      <span class="tour-words">
        <strong>{step.title}</strong>
        <span>{step.text}</span>
      </span>
      <span class="tour-mark">
        <Icon name={step.ok ? 'check' : 'close'} size={15} />
        <span class="hidden-words">{step.ok ? 'done' : 'failed'}</span>
      </span>
    </li>
  );
}

function summarize(tour: Tour, failed: number): string {
  if (tour.problem) return 'It broke off.';
  if (failed > 0) return `${failed} of ${tour.steps.length} steps failed.`;
  return tour.steps.length > 0 ? `All ${tour.steps.length} steps done.` : 'Nothing was told.';
}
