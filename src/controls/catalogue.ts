import { Control, Framework } from './control';

/** What is known about a published catalogue. */
export interface CatalogueFacts<Id extends string> {
  readonly framework: Framework;

  /** The name that people know. */
  readonly name: string;

  /** The edition that the ids belong to. */
  readonly edition: string;

  /** Where it is published. */
  readonly source: string;

  /** Every control that concerns the services of this library, in our own words. */
  readonly titles: Readonly<Record<Id, string>>;

  /** Controls that no template can show, with the reason. */
  readonly notAtSynth?: Readonly<Partial<Record<NoInfer<Id>, string>>>;
}

/** A catalogue whose ids are literal types: an id that it does not hold does not compile. */
export interface Catalogue<Id extends string = string> extends CatalogueFacts<Id> {
  /** One control, as rules name it. */
  control(id: Id): Control;
}

/** Declare a catalogue. */
export function catalogue<Id extends string>(facts: CatalogueFacts<Id>): Catalogue<Id> {
  return {
    ...facts,
    control: (id) => ({ framework: facts.framework, id, title: facts.titles[id] }),
  };
}
