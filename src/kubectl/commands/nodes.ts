import type { KubeNode, Taint } from '../../api';
import type { Task } from '../../kernel';
import type { Call } from '../command/call';
import { bool, type CommandSpec, dryRun, outputFlags, selectorFlags, text } from '../command/spec';
import { failure } from '../errors';
import { suffix } from '../objects';
import { changeText } from '../output/printer';
import { oneResource } from '../selection';

export const cordon: CommandSpec = {
  name: 'cordon',
  flags: [...selectorFlags, dryRun],
  *run(call) {
    for (const node of yield* nodesOf(call)) yield* setUnschedulable(call, node, true);
    return 0;
  },
};

export const uncordon: CommandSpec = {
  name: 'uncordon',
  flags: [...selectorFlags, dryRun],
  *run(call) {
    for (const node of yield* nodesOf(call)) yield* setUnschedulable(call, node, false);
    return 0;
  },
};

/** The nodes that a command names. @throws KubectlError when it names none */
export function* nodesOf(call: Call): Task<KubeNode[]> {
  const { session } = call;
  const selector = call.text('selector');
  if (selector) return yield* session.client.list<KubeNode>('Node', { labelSelector: selector });
  if (call.args.length === 0) call.usage(`USAGE: ${call.path} NODE [flags]`);
  const nodes: KubeNode[] = [];
  for (const word of call.args)
    nodes.push(yield* session.client.get<KubeNode>('Node', '', word.replace(/^nodes?\//, '')));
  return nodes;
}

export function* setUnschedulable(call: Call, node: KubeNode, wanted: boolean): Task {
  const { session } = call;
  const word = wanted ? 'cordoned' : 'uncordoned';
  const { name } = node.metadata;
  if ((node.spec?.unschedulable ?? false) === wanted) {
    session.line(`node/${name} already ${word}${suffix(call)}`);
    return;
  }
  if (call.dryRun !== 'client') {
    const patch = { spec: { unschedulable: wanted ? true : null } };
    yield* session.client.patch<KubeNode>('Node', '', name, patch, {
      type: 'strategic',
      dryRun: call.dryRun === 'server',
    });
  }
  session.line(`node/${name} ${word}${suffix(call)}`);
}

export const taint: CommandSpec = {
  name: 'taint',
  flags: [...selectorFlags, ...outputFlags, dryRun, text('field-manager'), bool('all'), bool('overwrite')],
  run: runTaint,
};

/** `taint nodes n1 key=value:NoExecute`, `key:NoSchedule-`, `key-`. */
function* runTaint(call: Call): Task<number> {
  const { session } = call;
  const [type = '', ...rest] = call.args;
  if (oneResource(type).kind !== 'Node') throw failure(`invalid resource type ${type}, only node types are supported`);
  const specs = rest.filter((word) => /[:=]|-$/.test(word));
  const names = rest.filter((word) => !specs.includes(word));
  if (specs.length === 0) throw failure('at least one taint update is required');
  for (const spec of specs) readSpec(call, spec);
  const nodes: KubeNode[] = [];
  if (call.flag('all') || call.given('selector')) {
    nodes.push(...(yield* session.client.list<KubeNode>('Node', { labelSelector: call.text('selector') })));
  } else for (const name of names) nodes.push(yield* session.client.get<KubeNode>('Node', '', name));
  if (nodes.length === 0)
    throw failure('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  for (const node of nodes) {
    const taints = changed(call, node, specs);
    const body = { spec: { taints: taints.length > 0 ? taints : null } };
    const options = { type: 'strategic', dryRun: call.dryRun === 'server' } as const;
    const patched =
      call.dryRun === 'client'
        ? node
        : yield* session.client.patch<KubeNode>('Node', '', node.metadata.name, body, options);
    const what = specs.every((spec) => spec.endsWith('-')) ? 'untainted' : 'tainted';
    // Its printer forgets that this was a dry run (pkg/cmd/taint/taint.go ToPrinter).
    session.io.stdout(changeText(patched, what, call.text('output'), call.session.release));
  }
  return 0;
}

/** `key=value:Effect`, and with a minus at the end what is taken away; anything else is refused before a node is asked for. */
function readSpec(call: Call, spec: string) {
  const removes = spec.endsWith('-');
  const parts = /^([^=:]+)(?:=([^:]*))?(?::(\w+))?$/.exec(removes ? spec.slice(0, -1) : spec);
  const [, key = '', value, effect] = parts ?? [];
  if (!parts || (!removes && !effect)) call.usage(`invalid taint spec: ${spec}`);
  if (!removes && !['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(effect as string))
    call.usage(`invalid taint effect: ${effect}, unsupported taint effect`);
  return { key, value, effect, removes };
}

function changed(call: Call, node: KubeNode, specs: readonly string[]): Taint[] {
  let taints = [...(node.spec?.taints ?? [])];
  for (const spec of specs) {
    const { key, value, effect, removes } = readSpec(call, spec);
    const isSame = (taint: Taint): boolean => taint.key === key && (effect === undefined || taint.effect === effect);
    if (removes) {
      if (!taints.some(isSame)) throw failure(`taint "${spec.slice(0, -1)}" not found`);
      taints = taints.filter((taint) => !isSame(taint));
      continue;
    }
    if (taints.some(isSame) && !call.flag('overwrite')) {
      throw failure(
        `node ${node.metadata.name} already has ${key} taint(s) with same effect(s) and --overwrite is false`,
      );
    }
    taints = [
      ...taints.filter((taint) => !isSame(taint)),
      { key, ...(value ? { value } : {}), effect: effect as Taint['effect'] },
    ];
  }
  return taints;
}
