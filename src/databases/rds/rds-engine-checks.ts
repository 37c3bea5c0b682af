import * as rds from 'aws-cdk-lib/aws-rds';
import { checkAuthority } from './certificate-authority';
import { EngineEncryption, MasterAuthentication, RdsEngineOptions } from './rds-engine-options';
import { PropProblems, quoted } from '../../core/check-props';
import { Hardening } from '../../core/hardening';
import { isDeployTime } from '../../core/known';
import { Safeguard, safeguardName } from '../../core/safeguard';
import { endedSupport, firstSupported, isAtLeastVersion, RDS_ENGINES, RdsEngineFacts } from '../../facts/rds-engines';

/** Report an engine or a version that lacks a safeguard, and find the facts about it. */
export function checkEngine(engine: rds.IInstanceEngine, hardening: Hardening, problems: PropProblems): RdsEngineFacts | undefined {
  const facts = RDS_ENGINES[engine.engineType];
  const version = engine.engineVersion?.majorVersion;
  if (!facts) {
    problems.add('ENGINE_UNSUPPORTED', `\`engine\` is ${engine.engineType}, allowed are ${Object.keys(RDS_ENGINES).join(', ')}; pass one of them`);
    return undefined;
  }
  if (version === undefined) {
    problems.add('ENGINE_WITHOUT_VERSION', `\`engine\` is ${facts.engine} without a version, but the safeguards depend on it; pass ${facts.factory}`);
    return undefined;
  }
  if (!isVersion(version, problems)) {
    return undefined;
  }
  checkSince(facts, version, hardening, problems);
  const offered = isAtLeastVersion(version, facts.offeredSince ?? '0');
  problems.when(!offered, 'ENGINE_NOT_OFFERED',
    () => `\`engine\` is ${facts.engine} ${version}, but RDS offers ${facts.engine} ${facts.offeredSince} and later; upgrade the engine`);
  const ended = offered && hardening.keeps(Safeguard.SUPPORTED_ENGINE) ? endedSupport(facts.supportEnds, version) : undefined;
  problems.when(ended !== undefined, 'ENGINE_OUT_OF_SUPPORT',
    () => `\`engine\` is ${facts.engine} ${version}, whose standard support ended on ${ended}; `
      + `take ${facts.engine} ${firstSupported(facts.supportEnds)} or later, or waive Safeguard.SUPPORTED_ENGINE`);
  return facts;
}

/** Whether a major version can be compared; reported when not. */
export function isVersion(version: string, problems: PropProblems): boolean {
  problems.mustBeKnown('engine', version, 'ENGINE_VERSION_UNKNOWN', 'name its major version in plain text, as the constants of the CDK do');
  problems.text('engine', version, {
    code: 'ENGINE_VERSION_INVALID', pattern: VERSION, allowed: 'versions whose major one is numbers between dots', instead: "pass for example '8.4'",
  });
  return VERSION.test(version);
}

const VERSION = /^\d+(\.\d+)*$/;

function checkSince(facts: RdsEngineFacts, version: string, hardening: Hardening, problems: PropProblems): void {
  const needs: [Safeguard, string | undefined][] = [
    [Safeguard.ENCRYPTION_IN_TRANSIT, facts.tlsSince],
    [Safeguard.IAM_AUTHENTICATION, facts.iamAuthenticationSince],
    [Safeguard.HIGH_AVAILABILITY, facts.standbySince],
  ];
  for (const [safeguard, since] of needs) {
    problems.when(since !== undefined && hardening.keeps(safeguard) && !isAtLeastVersion(version, since), 'ENGINE_TOO_OLD',
      () => `\`engine\` is ${facts.engine} ${version}, but ${safeguard} needs ${facts.engine} ${since} or later; `
        + `upgrade the engine, or waive ${safeguardName(safeguard)}`);
  }
}

/** Report options that the engine does not have. */
export function checkEngineOptions(
  options: RdsEngineOptions, facts: RdsEngineFacts, version: string, problems: PropProblems, hardening: Hardening,
): void {
  const iam = options.masterAuthentication === MasterAuthentication.IAM;
  problems.when(iam && facts.iamAuthenticationSince === undefined, 'MASTER_AUTHENTICATION_UNSUPPORTED',
    () => `\`engineOptions.masterAuthentication\` is iam-db-auth, but ${facts.engine} has no IAM authentication; leave it out for a password that RDS manages`);
  checkChoices(options, problems);
  checkMasterLogin(options, hardening, problems);
  const license = options.licenseModel;
  problems.when(license !== undefined && !facts.licenses.includes(license), 'LICENSE_UNSUPPORTED',
    () => `\`engineOptions.licenseModel\` is ${license}, allowed for ${facts.engine} are ${facts.licenses.join(' and ')}; leave it out for ${facts.licenses[0]}`);
  checkIbmIds(options, facts, problems);
  checkEncryption(options, facts, version, problems);
  problems.when(options.auditBucket !== undefined && facts.auditUpload === undefined, 'AUDIT_BUCKET_UNSUPPORTED',
    () => `\`engineOptions.auditBucket\` is set, but ${facts.engine} writes its audits into its exported logs; remove it`);
  checkAuthority(options.caCertificate, problems);
}

/** Choices from plain JavaScript, which nobody has compared with the enumerations. */
function checkChoices({ masterAuthentication, encryption }: RdsEngineOptions, problems: PropProblems): void {
  const encryptions = Object.values(EngineEncryption);
  problems.when(encryption !== undefined && !encryptions.includes(encryption), 'ENGINE_ENCRYPTION_UNKNOWN',
    () => `\`engineOptions.encryption\` is ${quoted(String(encryption))}, allowed are ${encryptions.join(' and ')}; pass an EngineEncryption`);
  checkMasterAuthentication(masterAuthentication, problems);
}

/** Report a way to log in that there is not. */
export function checkMasterAuthentication(given: MasterAuthentication | undefined, problems: PropProblems): void {
  const ways = Object.values(MasterAuthentication);
  problems.when(given !== undefined && !ways.includes(given), 'MASTER_AUTHENTICATION_UNKNOWN',
    () => `\`engineOptions.masterAuthentication\` is ${quoted(String(given))}, allowed are ${ways.join(' and ')}; pass a MasterAuthentication`);
}

/** Report a master user who could not log in. */
export function checkMasterLogin(
  { masterAuthentication }: { readonly masterAuthentication?: MasterAuthentication }, hardening: Hardening, problems: PropProblems,
): void {
  problems.when(masterAuthentication === MasterAuthentication.IAM && !hardening.keeps(Safeguard.IAM_AUTHENTICATION), 'MASTER_AUTHENTICATION_WAIVED',
    () => '`engineOptions.masterAuthentication` is iam-db-auth, but IAM authentication is waived, so that nobody could log in; remove one of the two');
}

function checkIbmIds({ ibmCustomerId, ibmSiteId }: RdsEngineOptions, { engine, family }: RdsEngineFacts, problems: PropProblems): void {
  const ids: [string, string | undefined][] = [['engineOptions.ibmCustomerId', ibmCustomerId], ['engineOptions.ibmSiteId', ibmSiteId]];
  for (const [name, id] of ids) {
    problems.when(family === 'db2' && id === undefined, 'IBM_ID_MISSING',
      () => `\`${name}\` is not set, but RDS creates ${engine} under an own licence only with the numbers of IBM; pass the number from your proof of entitlement`);
    problems.when(family !== 'db2' && id !== undefined, 'IBM_ID_UNSUPPORTED',
      () => `\`${name}\` is ${quoted(String(id))}, but only Db2 takes it, not ${engine}; remove it`);
    problems.when(family === 'db2' && !isDeployTime(id) && id !== undefined && !/^\d{1,10}$/.test(id), 'IBM_ID_INVALID',
      () => `\`${name}\` is ${quoted(id!)}, allowed are 1 to 10 digits; pass the number from your proof of entitlement`);
  }
}

function checkEncryption({ encryption, licenseModel }: RdsEngineOptions, facts: RdsEngineFacts, version: string, problems: PropProblems): void {
  if (encryption !== EngineEncryption.TRANSPARENT_DATA_ENCRYPTION) {
    return;
  }
  const { engine, engineEncryption, licenses } = facts;
  const offered = Object.values(RDS_ENGINES).filter((other) => other.engineEncryption).map((other) => `${other.engine} ${other.engineEncryption!.since}`);
  problems.when(engineEncryption === undefined || !isAtLeastVersion(version, engineEncryption.since), 'ENGINE_ENCRYPTION_UNSUPPORTED',
    () => `\`engineOptions.encryption\` is tde, but ${engine} ${version} has none; allowed are ${offered.join(', ')} and later; `
      + 'leave it out: the volume is encrypted with your key in any case');
  const license = licenseModel ?? licenses[0];
  problems.when(engineEncryption?.license !== undefined && license !== engineEncryption.license, 'ENGINE_ENCRYPTION_NEEDS_LICENSE',
    () => `\`engineOptions.encryption\` is tde, which ${engine} has under ${engineEncryption?.license} only, not under ${license}; change \`licenseModel\``);
}
