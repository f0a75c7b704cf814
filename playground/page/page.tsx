// The whole page: the bar on top, the customer on the left, the desk on the right, the tour below.
import { useRef, useState } from 'preact/hooks';
import { CustomerPane, type Medium } from './customer-pane.js';
import { useDesk, useDeskStore } from './desk/desk-context.js';
import type { DeskStore } from './desk/desk-store.js';
import { useDeskKind } from './desk-kind.js';
import { DeskInspector, DeskSide } from './desk-side.js';
import { type Side, TopBar } from './top-bar.js';
import { TourDock } from './tour/tour-dock.js';
import { useTour } from './tour/use-tour.js';
import { Toasts } from './ui/toasts.js';
import { showShopAs } from './visitor.js';

export function Page() {
  const [side, setSide] = useState<Side>('customer');
  const [medium, setMedium] = useState<Medium>('website');
  const [inspecting, setInspecting] = useState(false);
  const shop = useRef<HTMLIFrameElement>(null);
  const store = useDeskStore();
  const { toasts } = useDesk();
  const desk = useDeskKind();
  const tour = useTour({
    onVisitor: (visitor) => {
      setMedium('website');
      showShopAs(shop.current, visitor);
    },
    onStep: (step) => {
      setSide(step.side === 'desk' ? 'desk' : 'customer');
      // The tour's people sit at this desk.
      desk.show('slack');
      if (step.as !== undefined) void lookAs(store, step.as);
    },
  });
  return (
    <div class={`page page-${side}`}>
      <TopBar
        side={side}
        onSide={setSide}
        tour={tour}
        inspecting={inspecting}
        onInspect={() => setInspecting(!inspecting)}
      />
      <main class="panes">
        <CustomerPane frame={shop} medium={medium} onMedium={setMedium} desk={desk.kind} />
        <DeskSide kind={desk.kind} hasChoice={desk.hasChoice} onKind={desk.show} />
      </main>
      <TourDock tour={tour} />
      {inspecting && <DeskInspector kind={desk.kind} onClose={() => setInspecting(false)} />}
      <Toasts toasts={toasts} onDismiss={store.dismissToast} />
    </div>
  );
}

/** Sits down at another person's desk without leaving the thread. */
async function lookAs(store: DeskStore, userId: string): Promise<void> {
  const { userId: now, thread } = store.get();
  if (now === userId) return;
  await store.switchUser(userId);
  if (thread) await store.openThread(thread.channel, thread.ts);
}
