import { sourceOf } from './scope';
import { isAtLeastVersion } from '../../facts/rds-engines';
import { ResourceView } from '../../model/resource-view';
import { ABSENT, alternatives, textOf } from '../../model/value';
import { expectAt } from '../expect';
import { undecided, Verdict } from '../verdict';

/** Whether a store runs, or may run, one of these engines. */
export function mayRun(resource: ResourceView, engines: readonly string[]): boolean {
  return alternatives(resource.get('Engine')).some((engine) => engine.kind !== 'known' || engines.includes(nameOf(engine.value)));
}

/** Judge by the engine; a store that is restored from a snapshot may leave it out. */
export function byEngine(resource: ResourceView, judge: (engine: string) => Verdict): Verdict {
  return expectAt(resource, 'Engine', (engine, at) => (
    engine.kind === 'known' ? judge(nameOf(engine.value)) : undecided(at, 'the engine is not known in the template')));
}

/** Whether the engine version of a store, a replica's being that of its source, is at least `first`; undefined when it is not known. */
export function versionAtLeast(resource: ResourceView, first: string): boolean | undefined {
  const version = textOf(resource.get('EngineVersion')) ?? textOf(sourceOf(resource)?.get('EngineVersion') ?? ABSENT);
  return version === undefined ? undefined : isAtLeastVersion(version, first);
}

function nameOf(engine: string | number | boolean): string {
  return String(engine).toLowerCase();
}
