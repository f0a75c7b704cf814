// The cards of the page test's small app.

/** A root card with what the page must be able to draw and press. */
export const rootCard = {
  type: 'AdaptiveCard',
  version: '1.5',
  msteams: { width: 'Full' },
  body: [
    { type: 'TextBlock', text: '#1042 · Maria Lopez', size: 'Large', weight: 'Bolder', wrap: true },
    {
      type: 'RichTextBlock',
      inlines: [{ type: 'TextRun', text: 'Where is <b>my</b> **kettle**? [x](javascript:alert(1))' }],
    },
    {
      type: 'TextBlock',
      text: '<img src=x onerror=alert(1)> [bad](javascript:alert(1)) [good](https://a.example)',
      wrap: true,
    },
    {
      type: 'FactSet',
      facts: [
        { title: 'Status', value: 'Waiting for a person' },
        { title: 'Channel', value: 'Website' },
      ],
    },
    {
      type: 'ActionSet',
      actions: [
        {
          type: 'Action.Execute',
          title: 'Claim',
          verb: 'baton',
          style: 'positive',
          data: { ask: { w: 'claim' } },
        },
        {
          type: 'Action.Submit',
          title: 'Note',
          data: { msteams: { type: 'task/fetch' }, ask: { w: 'note' } },
        },
        {
          type: 'Action.ShowCard',
          title: 'Close',
          style: 'destructive',
          card: {
            type: 'AdaptiveCard',
            body: [{ type: 'TextBlock', text: 'Close it? Maria sees it.', wrap: true }],
            actions: [
              { type: 'Action.Execute', title: 'Yes, close', verb: 'baton', data: { ask: { w: 'close' } } },
            ],
          },
        },
      ],
    },
  ],
};

/** A dialog with one field and, when it was refused, a sentence under it. */
export function form(refusal: string): object {
  return {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [
      {
        type: 'Input.Text',
        id: 'words',
        label: 'Note',
        isMultiline: true,
        isRequired: true,
        errorMessage: 'Please fill this in.',
      },
      ...(refusal === '' ? [] : [{ type: 'TextBlock', text: refusal, color: 'Attention', wrap: true }]),
    ],
    actions: [{ type: 'Action.Submit', title: 'Save note', style: 'positive', data: { form: 'note' } }],
  };
}
