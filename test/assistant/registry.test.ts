// Every kind of assistant is found by its name, and no other.

import { describe, expect, it } from 'vitest';
import { createAssistantKinds, findAssistantKind } from '../../src/assistant/registry.js';

describe('the registry', () => {
  const kinds = createAssistantKinds({ env: {} });

  it('knows three kinds', () => {
    expect(kinds.map((one) => one.kind)).toEqual(['scripted', 'openai', 'webhook']);
    expect(findAssistantKind(kinds, 'webhook')?.kind).toBe('webhook');
    expect(findAssistantKind(kinds, 'oracle')).toBeNull();
  });
});
