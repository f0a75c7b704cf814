// Chooses the drawing of one interactive element, and whether its change is told to the app at once.
import { useBlockHost } from './block-host.js';
import { ButtonElement } from './button-element.js';
import { ChoiceElement } from './choice-element.js';
import type { ElementProps, InputTies } from './element-props.js';
import { FileElement } from './file-element.js';
import { OverflowElement } from './overflow-element.js';
import { SelectElement } from './select-element.js';
import { type ElementShape, readValue } from './shape.js';
import { TextElement } from './text-element.js';

export function ElementView({
  blockId,
  element,
  input,
}: {
  blockId: string;
  element: ElementShape;
  input?: InputTies;
}) {
  const props = useElementProps(blockId, element, input);
  switch (element.type) {
    case 'button':
    case 'workflow_button':
    case 'icon_button':
    case 'feedback_buttons':
      return <ButtonElement {...props} />;
    case 'overflow':
      return <OverflowElement {...props} />;
    case 'radio_buttons':
    case 'checkboxes':
      return <ChoiceElement {...props} />;
    case 'file_input':
      return <FileElement {...props} />;
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <TextElement {...props} />;
    default:
      return element.type.endsWith('_select') ? (
        <SelectElement {...props} />
      ) : (
        <span class="block-unknown">“{element.type}”</span>
      );
  }
}

function useElementProps(blockId: string, element: ElementShape, ties: InputTies | undefined): ElementProps {
  const host = useBlockHost();
  const isHeard = ties === undefined || ties.dispatch;
  return {
    blockId,
    element,
    ties,
    value: readValue(host.values, blockId, element),
    onChange: (value) => {
      host.setValue(blockId, element, value);
      const typing = element.type.endsWith('_input');
      if (!typing && isHeard) void host.act(blockId, element, value);
    },
    onDispatch: (value) => {
      if (isHeard) void host.act(blockId, element, value);
    },
  };
}
