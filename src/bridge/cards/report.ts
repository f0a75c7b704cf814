// The report: the main figures for these eyes only, and the card above its pictures in a direct message.

import {
  assistantShare,
  type HandOffReason,
  periodWords,
  type Report,
  type ReportAgent,
  type ReportPeriod,
  type ReportRatings,
  type ReportTimes,
  reportPeriods,
  showDays,
  showDuration,
  showShare,
  subjectOf,
} from '../../core/report.js';
import type { Button, Card, Control, Menu, Part } from './card.js';
import {
  bold,
  channelName,
  contextPart,
  countOf,
  excerpt,
  lineBreak,
  type Piece,
  say,
  textPart,
} from './prose.js';

/** What becomes of the pictures: on their way, impossible with the reason, or there is nothing to draw. */
export type PicturesState = 'coming' | 'nothing' | { readonly lost: string };

export interface ReportCardFacts {
  readonly report: Report;
  readonly pictures: PicturesState;
  /** The chatbots the reader can choose from. */
  readonly chatbots: readonly { readonly id: string; readonly name: string }[];
}

/** The way to the report from another card: of the last seven days, or of one chatbot. */
export function reportButton(period: ReportPeriod = '7d', chatbotId?: string): Button {
  const args = chatbotId === undefined ? period : `${period} ${chatbotId}`;
  return { kind: 'button', label: 'Report', ask: { word: 'report', args } };
}

const named = 8;
const agentsNamed = 12;
const chatbotsOffered = 50;

const reasonWords: Record<HandOffReason, string> = {
  button: 'asked with the button',
  phrase: 'asked in their own words',
  failed: 'the assistant could not answer',
  assistant: 'the assistant handed over',
  elsewhere: 'answered outside Baton',
  taken: 'taken by an agent unasked',
};

/** The figures with menus to look further. */
export function reportCard({ report, pictures, chatbots }: ReportCardFacts): Card {
  const { figures, scope } = report;
  return {
    fallback: `Report of ${periodWords[scope.period]}: ${countOf(figures.chats, 'chat')}`,
    parts: [
      ...headParts(report),
      ...(figures.chats === 0 ? [textPart('No chats yet in this time.')] : figureParts(report)),
      ...picturesPart(pictures),
      { kind: 'controls', controls: menus(report, chatbots) },
    ],
  };
}

/** Above the pictures, where the asker alone sees them. */
export function reportFilesCard(report: Report): Card {
  const { figures, scope } = report;
  const { firstReply } = figures;
  const share = showShare(assistantShare(figures));
  const facts = [
    countOf(figures.chats, 'chat'),
    ...(share === null ? [] : [`${share} resolved by the assistant`]),
    ...(firstReply.median === null ? [] : [`first reply within ${showDuration(firstReply.median)}`]),
  ];
  return {
    fallback: `Report of ${periodWords[scope.period]}: ${facts.join(', ')}`,
    parts: [...headParts(report), textPart(facts.join(' · '))],
  };
}

function headParts(report: Report): Part[] {
  const zones = [...new Set(report.scope.chatbots.map(({ timezone }) => timezone))];
  const about = [excerpt(subjectOf(report), 200), showDays(report), ...(zones.length === 1 ? zones : [])];
  return [
    { kind: 'heading', text: `Report: ${periodWords[report.scope.period]}` },
    contextPart(about.join(' · ')),
  ];
}

function figureParts({ figures }: Report): Part[] {
  const { outcomes, asked } = figures;
  const share = showShare(assistantShare(figures));
  const field = (label: string, value: string) => ({ label, value: say(value) });
  return [
    {
      kind: 'fields',
      fields: [
        field('Chats', `${figures.chats} · ${outcomes.open} not yet resolved`),
        field(
          'Resolved by the assistant',
          share === null
            ? 'none decided yet'
            : `${share} · ${outcomes.assistant} of ${outcomes.assistant + asked}`,
        ),
        field('First reply', timesWord(figures.firstReply, 'no replies yet')),
        field('Resolution', timesWord(figures.resolution, 'none closed by people yet')),
        field('Went to people', String(asked)),
        field('CSAT', ratingsWord(figures.ratings)),
      ],
    },
    listPart(
      'Channels',
      figures.channels.map(({ name, count }) => `${channelName(name)} ${count}`),
    ),
    listPart(
      'Categories',
      figures.categories.map(({ name, count }) => `${excerpt(name ?? 'none', 40)} ${count}`),
    ),
    ...(asked === 0
      ? []
      : [
          listPart(
            'Why people',
            figures.reasons.map(({ reason, count }) => `${reasonWords[reason]} ${count}`),
          ),
        ]),
    ...agentParts(figures.agents),
  ];
}

function listPart(head: string, items: readonly string[]): Part {
  const rest = items.length - named;
  const shown = [...items.slice(0, named), ...(rest > 0 ? [`${rest} more`] : [])];
  return textPart(bold(head), lineBreak, shown.join(' · '));
}

/** `half within 96 s, 9 of 10 within 7 min`. */
function timesWord({ median, p90 }: ReportTimes, none: string): string {
  if (median === null || p90 === null) return none;
  return `half within ${showDuration(median)}, 9 of 10 within ${showDuration(p90)}`;
}

function ratingsWord({ count, average, good }: ReportRatings): string {
  if (average === null) return 'no ratings yet';
  return `${average.toFixed(1)} of 5 · ${showShare(good / count)} gave 4 or 5 · ${countOf(count, 'rating')}`;
}

function agentParts(agents: readonly ReportAgent[]): Part[] {
  if (agents.length === 0) return [];
  const rest = agents.length - agentsNamed;
  const lines = agents.slice(0, agentsNamed).flatMap((agent): Piece[] => [lineBreak, ...agentLine(agent)]);
  return [textPart(bold('Agents'), ...lines, ...(rest > 0 ? [lineBreak, `… and ${rest} more.`] : []))];
}

function agentLine({ name, chats, replies, firstReply, resolution, ratings }: ReportAgent): Piece[] {
  const facts = [
    countOf(chats, 'chat'),
    replies === 1 ? '1 reply' : `${replies} replies`,
    ...(firstReply.median === null ? [] : [`first reply ${showDuration(firstReply.median)}`]),
    ...(resolution.median === null ? [] : [`resolution ${showDuration(resolution.median)}`]),
    ...(ratings.average === null ? [] : [`CSAT ${ratings.average.toFixed(1)} (${ratings.count})`]),
  ];
  return [bold(excerpt(name, 40)), ` ${facts.join(' · ')}`];
}

function picturesPart(pictures: PicturesState): Part[] {
  if (pictures === 'nothing') return [];
  if (pictures === 'coming')
    return [contextPart('📈 The charts and the CSV come to you in a direct message.')];
  return [contextPart(`⚠️ The charts and the CSV could not be sent to you directly: ${pictures.lost}`)];
}

function menus({ scope }: Report, chatbots: ReportCardFacts['chatbots']): Control[] {
  const [only, ...others] = scope.chatbots;
  const isOne = only !== undefined && others.length === 0 && chatbots.length > 1;
  const agent = scope.agent ? [scope.agent.id] : [];
  const periods: Menu = {
    kind: 'menu',
    placeholder: 'Period',
    ask: { word: 'report' },
    chosen: [scope.period, ...(isOne ? [only.id] : []), ...agent].join(' '),
    options: reportPeriods.map((period) => ({
      label: periodWords[period],
      value: [period, ...(isOne ? [only.id] : []), ...agent].join(' '),
    })),
  };
  if (chatbots.length < 2) return [periods];
  const every: Menu = {
    kind: 'menu',
    placeholder: 'Chatbot',
    ask: { word: 'report' },
    chosen: [scope.period, ...(isOne ? [only.id] : []), ...agent].join(' '),
    options: [
      { label: 'All chatbots', value: [scope.period, ...agent].join(' ') },
      ...chatbots.slice(0, chatbotsOffered).map(({ id, name }) => ({
        label: excerpt(name, 60),
        value: [scope.period, id, ...agent].join(' '),
      })),
    ],
  };
  return [periods, every];
}
