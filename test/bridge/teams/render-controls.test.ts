// Buttons and menus of Teams: what each sends, and what is left out rather than changed.

import { describe, expect, it } from 'vitest';
import type { Control, Menu } from '../../../src/bridge/cards/card.js';
import { readAsk } from '../../../src/bridge/teams/ask.js';
import { renderControls, type Surface } from '../../../src/bridge/teams/render-controls.js';
import { recordAt } from '../../../src/core/payload.js';
import { actionsOf, piecesOf } from './card-shape.js';

const menu: Menu = {
  kind: 'menu',
  placeholder: 'Category',
  ask: { word: 'category', conversationId: 'c1', epoch: 3 },
  options: [
    { label: 'Billing', value: 'Billing' },
    { label: 'Billing again', value: 'Billing' },
    { label: '', value: 'Shipping' },
  ],
  chosen: 'Shipping',
};

function render(controls: readonly Control[], surface: Surface = 'message') {
  const elements = renderControls(controls, surface, '4');
  const input = piecesOf(elements).find((piece) => piece.type === 'Input.ChoiceSet');
  return { elements, input, actions: actionsOf(elements) };
}

describe('menus', () => {
  it('are a choice with a button whose data says which input holds it', () => {
    const { input, actions } = render([menu]);
    expect(input).toMatchObject({ style: 'compact', placeholder: 'Category', value: 'Shipping' });
    expect(input?.choices).toEqual([
      { title: 'Billing', value: 'Billing' },
      { title: '–', value: 'Shipping' },
    ]);
    const sent = { ...recordAt(actions[0] ?? null, 'data'), [String(input?.id)]: 'Billing' };
    expect(readAsk(sent)).toEqual({ ...menu.ask, args: 'Billing' });
    expect(actions[0]).toMatchObject({ type: 'Action.Execute', verb: 'baton' });
  });

  it('open a dialog where the choice is answered with one', () => {
    const { actions } = render([{ ...menu, ask: { word: 'template' } }]);
    expect(actions[0]).toMatchObject({ type: 'Action.Submit', data: { msteams: { type: 'task/fetch' } } });
  });

  it('are left out when there is nothing to choose', () => {
    expect(render([{ ...menu, options: [] }]).elements).toEqual([]);
  });

  it('keep their place in the row', () => {
    const button: Control = { kind: 'button', label: 'Claim', ask: { word: 'claim' } };
    expect(render([button, menu, button]).elements.map((element) => element.type)).toEqual([
      'ActionSet',
      'ColumnSet',
      'ActionSet',
    ]);
  });
});

describe('buttons', () => {
  it('look like what they do', () => {
    const styles = (['primary', 'danger'] as const).map(
      (style) => render([{ kind: 'button', label: 'x', ask: { word: 'claim' }, style }]).actions[0]?.style,
    );
    expect(styles).toEqual(['positive', 'destructive']);
  });

  it('send the same when an older client submits them', () => {
    const [action] = render([{ kind: 'button', label: 'Claim', ask: { word: 'claim', epoch: 2 } }]).actions;
    expect(recordAt(action ?? null, 'fallback').data).toEqual({ ask: { w: 'claim', e: 2 } });
  });

  it('with links open web addresses only', () => {
    expect(render([{ kind: 'link', label: 'x', url: 'javascript:alert(1)' }]).elements).toEqual([]);
    expect(render([{ kind: 'link', label: 'x', url: 'https://a.example' }]).actions[0]).toEqual({
      type: 'Action.OpenUrl',
      title: 'x',
      url: 'https://a.example',
    });
  });
});
