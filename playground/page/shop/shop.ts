// Gives the demo shop its look, light or dark as chosen on the page around it.
import './shop.css';
import './goods.css';
import { followTheme } from '../theme.js';

followTheme();
