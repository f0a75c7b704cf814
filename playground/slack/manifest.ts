// Reads the app manifest: its name, commands, shortcuts and the events it asks for.
import { z } from 'zod';
import type { PageShortcut, PageSlashCommand } from './protocol.js';

export interface AppManifest {
  readonly name: string;
  readonly description: string;
  readonly botName: string;
  readonly commands: readonly (PageSlashCommand & { readonly shouldEscape: boolean })[];
  readonly shortcuts: readonly PageShortcut[];
  /** Null: the app hears every event. */
  readonly botEvents: ReadonlySet<string> | null;
  readonly scopes: readonly string[];
  readonly hasHomeTab: boolean;
}

const commandSchema = z.object({
  command: z.string().startsWith('/'),
  description: z.string().default(''),
  usage_hint: z.string().default(''),
  should_escape: z.boolean().default(false),
});

const shortcutSchema = z.object({
  name: z.string(),
  type: z.enum(['message', 'global']),
  callback_id: z.string(),
  description: z.string().default(''),
});

const manifestSchema = z.object({
  display_information: z.object({ name: z.string(), description: z.string().default('') }).optional(),
  features: z
    .object({
      app_home: z.object({ home_tab_enabled: z.boolean().default(false) }).optional(),
      bot_user: z.object({ display_name: z.string() }).optional(),
      shortcuts: z.array(shortcutSchema).default([]),
      slash_commands: z.array(commandSchema).default([]),
    })
    .optional(),
  oauth_config: z
    .object({ scopes: z.object({ bot: z.array(z.string()).default([]) }).optional() })
    .optional(),
  settings: z
    .object({
      event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).optional(),
    })
    .optional(),
});

/**
 * Reads a parsed manifest. Without one the app hears every event and every command is unknown.
 * @throws ZodError naming the wrong key.
 */
export const readManifest = (manifest: unknown): AppManifest => {
  const read = manifestSchema.parse(manifest ?? {});
  const name = read.display_information?.name ?? 'App';
  return {
    name,
    description: read.display_information?.description ?? '',
    botName: read.features?.bot_user?.display_name ?? name,
    commands: (read.features?.slash_commands ?? []).map((command) => ({
      command: command.command,
      description: command.description,
      usageHint: command.usage_hint,
      shouldEscape: command.should_escape,
    })),
    shortcuts: (read.features?.shortcuts ?? []).map((shortcut) => ({
      name: shortcut.name,
      type: shortcut.type,
      callbackId: shortcut.callback_id,
      description: shortcut.description,
    })),
    botEvents: manifest === undefined ? null : new Set(read.settings?.event_subscriptions?.bot_events ?? []),
    scopes: read.oauth_config?.scopes?.bot ?? [],
    hasHomeTab: manifest === undefined || (read.features?.app_home?.home_tab_enabled ?? false),
  };
};
