// Plays the tour and keeps what it told so far.
import { useRef, useState } from 'preact/hooks';
import { playTour, type TourStep, type TourVisitor } from '../api.js';
import { useDeskStore } from '../desk/desk-context.js';

const FOLLOW_ON_MS = 1500;

export interface Tour {
  steps: readonly TourStep[];
  playing: boolean;
  /** Why it ended early, if it did. */
  problem: string | undefined;
  open: boolean;
  play(): void;
  stop(): void;
  close(): void;
}

/** What the rest of the page does while the tour plays. */
export interface TourGuide {
  /** Shows the shop as the tour's customer. */
  onVisitor: (visitor: TourVisitor) => void;
  /** Turns the reader to where it happens. */
  onStep: (step: TourStep) => void;
}

export function useTour(guide: TourGuide): Tour {
  const store = useDeskStore();
  const [steps, setSteps] = useState<readonly TourStep[]>([]);
  const [playing, setPlaying] = useState(false);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [open, setOpen] = useState(false);
  const running = useRef<AbortController | undefined>(undefined);
  const play = async () => {
    const controller = new AbortController();
    running.current = controller;
    setSteps([]);
    setProblem(undefined);
    setOpen(true);
    setPlaying(true);
    store.follow(true);
    try {
      const onStep = (step: TourStep) => {
        setSteps((now) => [...now, step]);
        guide.onStep(step);
      };
      await playTour({ onVisitor: guide.onVisitor, onStep }, controller.signal);
    } catch (error) {
      if (!controller.signal.aborted)
        setProblem(error instanceof Error ? error.message : 'The tour broke off.');
    }
    // The last step may still be on its way to the desk.
    setTimeout(() => {
      if (running.current === controller) store.follow(false);
    }, FOLLOW_ON_MS);
    setPlaying(false);
  };
  const stop = () => running.current?.abort();
  return {
    steps,
    playing,
    problem,
    open,
    play: () => void play(),
    stop,
    close() {
      stop();
      setOpen(false);
    },
  };
}
