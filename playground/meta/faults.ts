// Faults that can be switched on: refusals, limits, broken connections, late failures, files that are gone.
import type { ActiveMetaFault, MetaFault, Operation } from './fault-rules.js';
import { GraphError } from './graph-error.js';
import type { MetaChannel } from './records.js';

export type * from './fault-rules.js';

/** What a call is about. */
export interface Call {
  readonly operation: Operation;
  readonly channel: MetaChannel;
  readonly customer?: string | undefined;
}

export type MetaFaults = ReturnType<typeof createMetaFaults>;

/** Creates the switchboard. */
export const createMetaFaults = () => {
  let armed: { readonly id: string; readonly rule: MetaFault; hits: number }[] = [];
  let nextId = 1;
  return {
    /** Arms a fault; answers its id. */
    add: (rule: MetaFault): string => {
      const id = `M${nextId}`;
      nextId += 1;
      armed.push({ id, rule, hits: 0 });
      return id;
    },
    /** Takes one away, or `all`. */
    remove: (id: string): void => {
      armed = id === 'all' ? [] : armed.filter((entry) => entry.id !== id);
    },
    /** The first fault that hits this call, counted. */
    meet: (call: Call): MetaFault | null => {
      const entry = armed.find(({ rule }) => applies(rule, call));
      if (!entry) return null;
      entry.hits += 1;
      armed = armed.filter(({ rule, hits }) => rule.times === undefined || hits < rule.times);
      return entry.rule;
    },
    list: (): ActiveMetaFault[] => armed.map(({ id, rule, hits }) => ({ ...rule, id, hits })),
  };
};

const applies = (rule: MetaFault, call: Call): boolean => {
  const usual = rule.kind === 'media_expired' || rule.kind === 'media_redirect' ? 'download' : 'messages';
  const wanted = rule.on ?? usual;
  if (wanted !== '*' && wanted !== call.operation) return false;
  if (rule.channel !== undefined && rule.channel !== call.channel) return false;
  return rule.customer === undefined || rule.customer === call.customer;
};

/** Throws what a fault of a refusing kind says; the other kinds pass. */
export const refuseUnder = (fault: MetaFault | null, channel: MetaChannel): void => {
  if (fault?.kind === 'rate_limited') {
    const code = fault.code ?? (channel === 'whatsapp' ? 130429 : 4);
    throw new GraphError({ code, status: 429, transient: true }, 'Application request limit reached');
  }
  if (fault?.kind === 'error_before')
    throw new GraphError({ code: fault.code ?? 2, status: 500, transient: true }, 'Service unavailable');
  if (fault?.kind === 'error') {
    const code = fault.code ?? 100;
    const facts = {
      code,
      ...(fault.subcode === undefined ? {} : { subcode: fault.subcode }),
      ...(code === 190 ? { status: 401 } : {}),
      ...(channel === 'whatsapp' ? { details: 'Refused because a fault is switched on.' } : {}),
    };
    throw new GraphError(facts, 'Refused because a fault is switched on');
  }
};
