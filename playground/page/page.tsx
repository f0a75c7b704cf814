// The whole page: the bar on top, the customer on the left, the desk on the right, the tour below.
import { useState } from 'preact/hooks';
import { CustomerPane } from './customer-pane.js';
import { DeskPane } from './desk/desk-pane.js';
import { InspectorDrawer } from './inspector/inspector-drawer.js';
import { type Side, TopBar } from './top-bar.js';
import { TourDock } from './tour/tour-dock.js';
import { useTour } from './tour/use-tour.js';
import { Toasts } from './ui/toasts.js';

export function Page() {
  const [side, setSide] = useState<Side>('customer');
  const [inspecting, setInspecting] = useState(false);
  const tour = useTour();
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
        <CustomerPane />
        <section class="pane pane-desk" id="pane-desk" aria-label="The agents’ desk">
          <header class="pane-head">
            <h2>Agents’ desk</h2>
            <span class="quiet">a simulated chat desk</span>
          </header>
          <DeskPane />
        </section>
      </main>
      <TourDock tour={tour} />
      {inspecting && <InspectorDrawer onClose={() => setInspecting(false)} />}
      <Toasts />
    </div>
  );
}
