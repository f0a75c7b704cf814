// The Teams side of the page, in a bundle of its own: the card library is loaded when somebody looks.

export { TeamsDrawer } from './teams-drawer.js';
export { TeamsPane } from './teams-pane.js';
