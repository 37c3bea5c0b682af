import { recordCommand } from './lock-words';
import { Entry } from './locked';
import { Gap } from './loss';
import { changed, named, placeOf, Text } from './loss-texts';

type GapOf<K extends Gap['kind']> = Extract<Gap, { readonly kind: K }>;
type Texts = { readonly [K in Gap['kind']]: (gap: GapOf<K>, file: string) => Omit<Text, 'fix'> & { readonly fix?: string } };

const TEXTS: Texts = {
  'may-be-replaced': ({ entry, changes }) => ({
    description: `${named(entry)} may be replaced: ${changes.map(changed).join('; ')}. CloudFormation replaces it under some conditions.`,
    fix: `Read these conditions in ${referenceOf(entry.resource.type)}.`,
  }),
  'not-recorded': ({ resource: { type, logicalId, path } }, file) => ({
    description: `${type} \`${logicalId}\` (${path}) is not recorded in ${file}: nothing would notice its loss.`,
  }),
  'teardown-not-recorded': ({ entry }, file) => ({
    description: isAnnounced(entry)
      ? `${named(entry)} is recorded in ${file} as leaving, but its teardown is no longer announced: nothing would notice its loss.`
      : `${named(entry)} is about to be taken down, and ${file} does not say so yet: its removal would be refused.`,
  }),
  'environment-changed': ({ recorded, current }) => ({
    description: `The stack ${current.stack} was recorded for ${placeOf(recorded)} and is now for ${placeOf(current)}: whether that is the same place only its deployment knows. `
      + 'In another place its resources are new and empty.',
    fix: 'Make sure that the stack stays where it is.',
  }),
  'older-record': ({ types }, file) => ({
    description: `${file} was recorded by an older version of cdk-hardened-databases, which did not look at all properties that replace ${types.join(', ')}.`,
  }),
};

/** What is said of a gap. */
export function gapText<K extends Gap['kind']>(gap: GapOf<K>, file: string): Text {
  const { description, fix } = (TEXTS[gap.kind] as Texts[K])(gap, file);
  return { description, fix: [fix, recordCommand(file)].filter((text) => text).join(' ') };
}

function isAnnounced({ resource }: Entry): boolean {
  return resource.leaving !== undefined;
}

function referenceOf(type: string): string {
  return `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-${type.replace('AWS::', '').replace('::', '-').toLowerCase()}.html`;
}
