// The app's home tab, as the app last published it for this person.
import { BlockList } from '../blocks/block-list.js';
import { Surface } from '../blocks/surface.js';
import { Icon } from '../ui/icon.js';
import { useDesk } from './desk-context.js';

export function HomeTab() {
  const { home, info } = useDesk();
  if (!home) {
    return (
      <div class="empty">
        <Icon name="home" size={34} />
        <h3>{info?.app.name} has no home for you yet</h3>
        <p>It is drawn as soon as the app publishes it.</p>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <div class="home" role="tabpanel" aria-label={`${info?.app.name ?? 'App'} home`} tabIndex={0}>
      <Surface surface="home" place={{ viewId: home.id }}>
        <BlockList blocks={home.blocks} />
      </Surface>
    </div>
  );
}
