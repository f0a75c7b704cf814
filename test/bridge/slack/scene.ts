// A Slack stand-in, the real desk on a real Express server, and what the house heard: for round trips on loopback.

import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { Router } from 'express';
import { parse } from 'yaml';
import { createSlackStandIn, type SlackStandIn } from '../../../playground/slack/index.js';
import type { Gesture } from '../../../src/bridge/desk.js';
import {
  createSlackDesk,
  type SlackDesk,
  type SlackDeskOptions,
  type SlackInstallations,
  type SlackLog,
} from '../../../src/bridge/slack/index.js';

export interface LogLine {
  readonly level: string;
  readonly fields: Record<string, unknown>;
  readonly message: string;
}

export interface Scene {
  readonly standIn: SlackStandIn;
  readonly desk: SlackDesk;
  /** What the house heard, in order. */
  readonly heard: Gesture[];
  /** What the house does with the next gestures; nothing by default. */
  onHear: (gesture: Gesture) => Promise<void>;
  readonly logged: LogLine[];
  readonly url: string;
  readonly team: string;
  readonly place: string;
  /** A root post of ours in the place. */
  startThread(): Promise<string>;
  close(): Promise<void>;
}

export interface SceneOptions {
  readonly socketMode?: boolean;
  readonly limits?: SlackDeskOptions['limits'];
  /** How long the stand-in waits for an answer; Slack waits three seconds. */
  readonly answerTimeoutMs?: number;
  readonly installations?: SlackInstallations;
  readonly oauth?: SlackDeskOptions['oauth'];
}

export const team = 'T0BATON';
export const place = 'C0SUPPORT';
export const botToken = 'xoxb-playground';
export const signingSecret = 'playground-signing-secret';

/** Opens the scene: agents Kim (U0KIM) and Ben (U0BEN) in the channel C0SUPPORT. */
export async function openScene(options: SceneOptions = {}): Promise<Scene> {
  const manifest: unknown = parse(await readFile('manifest/slack/manifest.yaml', 'utf8'));
  const standIn = createSlackStandIn({
    manifest,
    retryDelaysMs: [0, 50, 50],
    ...(options.answerTimeoutMs ? { answerTimeoutMs: options.answerTimeoutMs } : {}),
    users: [
      { id: 'U0KIM', name: 'kim', realName: 'Kim' },
      { id: 'U0BEN', name: 'ben', realName: 'Ben' },
    ],
    channels: [
      { id: place, name: 'support' },
      { id: 'C0OTHER', name: 'other', members: ['U0BEN'] },
    ],
  });
  await standIn.listen();
  const logged: LogLine[] = [];
  const heard: Gesture[] = [];
  const app = express();
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const desk = createSlackDesk({
    signingSecret,
    apiUrl: standIn.apiUrl(),
    publicUrl: url,
    log: createLog(logged),
    installations: options.installations ?? createOnlyInstallation(botToken),
    agentNames: (_team, user) => ({ U0KIM: 'Kim', U0BEN: 'Ben' })[user] ?? null,
    ...(options.socketMode ? { appToken: 'xapp-playground' } : {}),
    ...(options.limits ? { limits: options.limits } : {}),
    ...(options.oauth ? { oauth: options.oauth } : {}),
  });
  const scene: Scene = {
    standIn,
    desk,
    heard,
    onHear: async () => undefined,
    logged,
    url,
    team,
    place,
    async startThread() {
      const card = { fallback: 'New conversation', parts: [] };
      return (await desk.post({ team, place, threadRef: null }, { kind: 'card', card, evidence: 'root' }))
        .ref;
    },
    close: async () => {
      await desk.close?.();
      await standIn.close();
      await closeServer(server);
    },
  };
  const mount = Router();
  app.use(mount);
  await desk.listen(mount, async (gesture) => {
    await scene.onHear(gesture);
    heard.push(gesture);
  });
  standIn.sendTo(`${url}/slack/events`);
  return scene;
}

export function createOnlyInstallation(token: string): SlackInstallations {
  return { only: token, find: async () => null, save: async () => undefined, revoke: async () => undefined };
}

export function createLog(logged: LogLine[]): SlackLog {
  const at = (level: string) => (fields: object, message: string) => {
    logged.push({ level, fields: fields as Record<string, unknown>, message });
  };
  return { info: at('info'), warn: at('warn'), error: at('error'), debug: at('debug') };
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** The gesture of this type that was heard last; throws when there is none. */
export function lastOf<T extends Gesture['type']>(
  heard: readonly Gesture[],
  type: T,
): Extract<Gesture, { type: T }> {
  const found = heard.findLast((gesture): gesture is Extract<Gesture, { type: T }> => gesture.type === type);
  if (!found) throw new Error(`No ${type} was heard.`);
  return found;
}
