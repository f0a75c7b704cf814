// How cards look here: the card library's settings, in the playground's own colours so that they follow its theme.

const INK = { default: 'var(--ink)', subtle: 'var(--soft)' };

const COLORS = {
  default: INK,
  dark: INK,
  light: { default: 'var(--sheet)', subtle: 'var(--sheet)' },
  accent: { default: 'var(--accent-ink)', subtle: 'var(--accent-ink)' },
  good: { default: 'var(--accent-ink)', subtle: 'var(--accent-ink)' },
  warning: { default: 'var(--warm)', subtle: 'var(--warm)' },
  attention: { default: 'var(--danger)', subtle: 'var(--danger)' },
};

const ground = (backgroundColor: string) => ({ backgroundColor, foregroundColors: COLORS });

/** Passed to the library as JSON; colours are custom properties of `theme.css`. */
export const hostConfig = {
  supportsInteractivity: true,
  fontTypes: {
    default: {
      fontFamily: 'var(--font)',
      fontSizes: { small: 12.5, default: 14, medium: 15.5, large: 18, extraLarge: 21 },
      fontWeights: { lighter: 300, default: 400, bolder: 650 },
    },
    monospace: {
      fontFamily: 'var(--font-mono)',
      fontSizes: { small: 11.5, default: 12.5, medium: 14, large: 16, extraLarge: 19 },
      fontWeights: { lighter: 300, default: 400, bolder: 650 },
    },
  },
  lineHeights: { small: 20, default: 20, medium: 22, large: 25, extraLarge: 28 },
  spacing: { small: 3, default: 8, medium: 12, large: 18, extraLarge: 26, padding: 14 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  imageSizes: { small: 40, medium: 80, large: 160 },
  containerStyles: {
    default: ground('transparent'),
    emphasis: ground('var(--sunken)'),
    accent: ground('var(--accent-soft)'),
    good: ground('var(--accent-soft)'),
    warning: ground('var(--warm-soft)'),
    attention: ground('var(--danger-soft)'),
  },
  actions: {
    maxActions: 6,
    spacing: 'medium',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 10, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', spacing: 'small', weight: 'default' },
  },
  factSet: {
    title: { color: 'default', isSubtle: true, weight: 'default', wrap: true, maxWidth: 150 },
    value: { color: 'default', weight: 'default', wrap: true },
    spacing: 16,
  },
  textBlock: { headingLevel: 3 },
};
