/** PaddlePaddle's programs (`__model__`, `.pdmodel`): operators, of which some reach out. */

import type { ByteSource } from '../../model.ts';
import type { ScanContext, Scanned } from '../context.ts';
import { createTally } from '../tally.ts';
import { decodeMessage, messagesOf, type Shape, textOf } from './message.ts';

// Numbers of fields as in framework.proto.
const OPERATOR: Shape = { 3: ['type', 'text'], 4: ['attribute', { 1: ['name', 'text'], 5: ['text', 'text'] }] };
const PROGRAM: Shape = { 1: ['block', { 4: ['operator', OPERATOR] }] };

/** What they do, in words that follow the operator's name. Source: paddle/fluid/operators. */
const REACHES: readonly {
  readonly kind: string;
  readonly why: string;
  readonly severity: 'critical' | 'medium';
  readonly operators: string;
}[] = [
  { kind: 'python-operator', why: 'calls a function of Python', severity: 'critical', operators: 'py_func py_layer' },
  { kind: 'file-operator', why: 'writes a file', severity: 'critical', operators: 'save save_combine' },
  {
    kind: 'file-operator',
    why: 'reads a file',
    severity: 'critical',
    operators: 'load load_combine read_file create_custom_reader',
  },
  {
    kind: 'network-operator',
    why: 'reaches the network',
    severity: 'critical',
    operators:
      'send recv listen_and_serv heter_listen_and_serv send_and_recv send_barrier fetch_barrier prefetch distributed_lookup_table gen_nccl_id c_gen_nccl_id',
  },
  {
    kind: 'host-operator',
    why: 'runs what was compiled for an accelerator',
    severity: 'medium',
    operators: 'tensorrt_engine lite_engine dlnne_engine cinn_launch',
  },
];
const REACHING = new Map(
  REACHES.flatMap((reach) =>
    reach.operators.split(' ').map((name): [string, (typeof REACHES)[number]] => [name, reach]),
  ),
);

/** Null where no operator has a type. */
export async function scanPaddle(source: ByteSource, context: ScanContext): Promise<Scanned | null> {
  const { message, troubles } = await decodeMessage(source, PROGRAM, context);
  const operators = messagesOf(message, 'block').flatMap((block) => messagesOf(block, 'operator'));
  if (!operators.some((operator) => /^\w+$/.test(textOf(operator, 'type')))) return null;
  const tally = createTally(context);
  for (const { start, end, why } of troubles) tally.gap(start, end, `the program cannot be read here: ${why}`);
  for (const operator of operators) {
    const type = textOf(operator, 'type');
    const reach = REACHING.get(type);
    if (reach === undefined) continue;
    const texts = messagesOf(operator, 'attribute')
      .filter((attribute) => textOf(attribute, 'text') !== '')
      .map((attribute) => `${textOf(attribute, 'name')}: ${textOf(attribute, 'text')}`);
    tally.say(
      reach.kind,
      reach.severity,
      operator.start,
      type,
      `The operator ${type} ${reach.why} when the model runs`,
      texts.slice(0, 10),
    );
  }
  return tally.done('PaddlePaddle program');
}
