import { Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as opensearch from 'aws-cdk-lib/aws-opensearchservice';
import { Construct } from 'constructs';
import { OpenSearchLayout } from './opensearch-layout';
import { DomainLogs } from './opensearch-logs';
import { DEFAULT_OFF_PEAK_START, IndexReferences, SecureOpenSearchDomainProps, TIME } from './opensearch-props';
import { Hardening } from '../../core/hardening';
import { known } from '../../core/known';
import { Safeguard } from '../../core/safeguard';
import { OPENSEARCH_HTTP_ACTIONS, OPENSEARCH_RELAXED_TLS_POLICY, OPENSEARCH_TLS_POLICIES } from '../../facts/opensearch';

/** What the parts of a domain are rendered from. */
export interface OpenSearchBlueprint {
  readonly props: SecureOpenSearchDomainProps;
  readonly hardening: Hardening;
  readonly layout: OpenSearchLayout;
  readonly name: string;
  readonly key: kms.IKey;
  readonly securityGroup: ec2.ISecurityGroup;
  readonly masterRole: iam.IRole;
  readonly logs?: DomainLogs;
}

/** The ARN of a domain, without a reference to it. */
export function domainArn(scope: Construct, name: string): string {
  return Stack.of(scope).formatArn({ service: 'es', resource: 'domain', resourceName: name });
}

/** Every property of a domain. */
export function renderDomain(scope: Construct, blueprint: OpenSearchBlueprint): opensearch.CfnDomainProps {
  const { props, layout, name, securityGroup, logs } = blueprint;
  return {
    ...renderNodes(layout),
    ...renderStorage(blueprint),
    ...renderAccess(scope, blueprint),
    ...renderMaintenance(blueprint),
    domainName: name,
    engineVersion: props.version.version,
    vpcOptions: { subnetIds: layout.subnets.map(({ subnetId }) => subnetId), securityGroupIds: [securityGroup.securityGroupId] },
    advancedOptions: { 'rest.action.multi.allow_explicit_index': props.indexReferences ?? defaultReferences(props) },
    cognitoOptions: renderDashboards(props),
    logPublishingOptions: logs?.options,
  };
}

/** Dashboards names indices in the body of its requests. */
function defaultReferences({ dashboards }: SecureOpenSearchDomainProps): IndexReferences {
  return dashboards ? IndexReferences.URL_AND_BODY : IndexReferences.URL_ONLY;
}

function renderDashboards({ dashboards }: SecureOpenSearchDomainProps): opensearch.CfnDomain.CognitoOptionsProperty | undefined {
  return dashboards && {
    enabled: true, userPoolId: dashboards.userPoolId, identityPoolId: dashboards.identityPoolId, roleArn: dashboards.role.roleArn,
  };
}

function renderNodes({ subnets, dataNodes, dataType, masterNodes, masterType, standby }: OpenSearchLayout): opensearch.CfnDomainProps {
  const dedicated = masterNodes === 0 ? undefined : { dedicatedMasterCount: masterNodes, dedicatedMasterType: masterType };
  const zones = subnets.length;
  return {
    clusterConfig: {
      instanceCount: dataNodes,
      instanceType: dataType,
      dedicatedMasterEnabled: dedicated !== undefined,
      ...dedicated,
      zoneAwarenessEnabled: zones > 1,
      zoneAwarenessConfig: zones > 1 ? { availabilityZoneCount: zones } : undefined,
      multiAzWithStandbyEnabled: standby || undefined,
    },
  };
}

/** What gp3 brings along; CloudFormation wants both numbers written: cfn-opensearchservice-domain-ebsoptions-volumetype */
const [BASE_IOPS, IOPS_PER_GIB, BASE_THROUGHPUT, LARGE_GIB, LARGE_THROUGHPUT] = [3000, 3, 125, 170, 250];

function renderStorage({ props: { storage = {} }, layout: { volumeGib }, key }: OpenSearchBlueprint): opensearch.CfnDomainProps {
  const gib = known(volumeGib) ?? 0;
  return {
    encryptionAtRestOptions: { enabled: true, kmsKeyId: key.keyArn },
    ebsOptions: volumeGib === undefined ? { ebsEnabled: false } : {
      ebsEnabled: true,
      volumeType: 'gp3',
      volumeSize: volumeGib,
      iops: storage.iops ?? Math.max(BASE_IOPS, IOPS_PER_GIB * gib),
      throughput: storage.throughput ?? (gib > LARGE_GIB ? LARGE_THROUGHPUT : BASE_THROUGHPUT),
    },
  };
}

function renderAccess(scope: Construct, { hardening, name, masterRole }: OpenSearchBlueprint): opensearch.CfnDomainProps {
  return {
    accessPolicies: accessPolicy(scope, name),
    nodeToNodeEncryptionOptions: { enabled: true },
    domainEndpointOptions: {
      enforceHttps: true,
      tlsSecurityPolicy: hardening.keeps(Safeguard.ENCRYPTION_IN_TRANSIT) ? OPENSEARCH_TLS_POLICIES[0] : OPENSEARCH_RELAXED_TLS_POLICY,
    },
    advancedSecurityOptions: {
      enabled: true,
      internalUserDatabaseEnabled: false,
      masterUserOptions: { masterUserArn: masterRole.roleArn },
    },
  };
}

/**
 * The policy of the domain admits nobody. Identities of the account are let in by their own policies, since what is neither
 * allowed nor denied here is theirs to allow; whoever has none, the anonymous included, is refused.
 *
 * The statement keeps it that way if somebody later adds one that allows too much. `Null` confines it to requests that say
 * who they come from. https://docs.aws.amazon.com/opensearch-service/latest/developerguide/ac.html
 */
function accessPolicy(scope: Construct, name: string): iam.PolicyDocument {
  return new iam.PolicyDocument({
    statements: [new iam.PolicyStatement({
      sid: 'OtherAccounts',
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: OPENSEARCH_HTTP_ACTIONS,
      resources: [`${domainArn(scope, name)}/*`],
      conditions: { StringNotEquals: { 'aws:PrincipalAccount': Stack.of(scope).account }, Null: { 'aws:PrincipalAccount': 'false' } },
    })],
  });
}

function renderMaintenance({ props, hardening }: OpenSearchBlueprint): opensearch.CfnDomainProps {
  const [, hours, minutes] = TIME.exec(props.offPeakStart ?? DEFAULT_OFF_PEAK_START)!.map(Number);
  return {
    offPeakWindowOptions: { enabled: true, offPeakWindow: { windowStartTime: { hours, minutes } } },
    softwareUpdateOptions: { autoSoftwareUpdateEnabled: hardening.keeps(Safeguard.AUTOMATIC_PATCHING) },
  };
}
