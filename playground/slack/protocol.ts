// The contract between the playground's page and the Slack stand-in: routes, shapes and stream events.

/**
 * Where the page API is mounted. Every route below is relative to it.
 *
 * Answers are JSON. A gesture answers `{ ok: true, … }` (HTTP 200) or a `Refusal` (HTTP 4xx).
 *
 * | route | in | out |
 * |---|---|---|
 * | GET  /state?user=U               |                  | `StateAnswer` |
 * | GET  /messages?channel=C&user=U  | `limit?` (200)   | `MessagesAnswer`: roots, oldest first, with the user's ephemerals |
 * | GET  /thread?channel=C&ts=T&user=U |                | `ThreadAnswer`: root first, replies oldest first |
 * | GET  /stream?user=U              |                  | Server-sent events, each `data:` is one `StreamEvent` |
 * | POST /post                       | `PostGesture`    | `PostAnswer` |
 * | POST /edit                       | `EditGesture`    | `Done` |
 * | POST /delete                     | `DeleteGesture`  | `Done` |
 * | POST /react                      | `ReactGesture`   | `Done` (adds, or takes back with `remove`) |
 * | POST /command                    | `CommandGesture` | `Done` or `Refusal` (`slash_in_thread`, `unknown_command`, `operation_timeout` …) |
 * | POST /action                     | `ActionGesture`  | `Done` |
 * | POST /view-submit                | `ViewSubmitGesture` | `ViewSubmitAnswer` |
 * | POST /view-close                 | `ViewCloseGesture`  | `Done` |
 * | POST /shortcut                   | `ShortcutGesture`   | `Done` |
 * | POST /home-opened                | `HomeOpenedGesture` | `Done`; the view follows by stream (`home`) |
 * | POST /options                    | `OptionsGesture`    | `OptionsAnswer` (external selects) |
 * | POST /read                       | `ReadGesture`       | `Done`; sets the unread count to 0 |
 * | POST /upload?user=U&name=N&type=T | raw bytes        | `UploadAnswer`; then name the file in `/post` or in a view's `file_input` |
 * | GET  /file/:id                   |                  | the bytes, inline for images |
 * | GET  /faults                     |                  | `FaultsAnswer` |
 * | POST /faults                     | `FaultsRequest`  | `FaultsAnswer` |
 * | GET  /log?after=N                |                  | `LogAnswer`: the last 200 calls in and requests out |
 */
export const PAGE_API_PATH = '/playground/api/slack';

export type * from '../wire/protocol.js';
export type * from './protocol/block.js';
export type * from './protocol/faults.js';
export type * from './protocol/gestures.js';
export type * from './protocol/messages.js';
export type * from './protocol/state.js';
export type * from './protocol/stream.js';
export type * from './protocol/views.js';
