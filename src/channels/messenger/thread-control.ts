// Messenger lets one application at a time answer a customer: an agent's reply takes the thread back.

import type { Graph } from '../meta/graph.js';
import type { GraphError } from '../meta/graph-error.js';
import { isThreadTaken } from '../meta/page-failures.js';
import type { MessengerDoor } from './reach.js';

/**
 * Takes the thread when the error says that another application has it; true when it is ours now. A refusal to give
 * it is not told: the error that led here says more.
 */
export async function takeThread(
  graph: Pick<Graph, 'post'>,
  { page, auth }: MessengerDoor,
  recipient: string,
  error: GraphError,
): Promise<boolean> {
  if (!isThreadTaken(error)) return false;
  const body = { recipient: { id: recipient }, metadata: 'agent' };
  return graph.post(`/${page}/take_thread_control`, auth, body).then(
    () => true,
    () => false,
  );
}
