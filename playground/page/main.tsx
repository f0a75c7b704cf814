// Starts the playground's page.
import { render } from 'preact';
import { Page } from './page.js';
import './style/index.css';
import { followTheme } from './theme.js';

followTheme();
const root = document.getElementById('page');
if (root) render(<Page />, root);
