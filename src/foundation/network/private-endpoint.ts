import { Aws } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { PropProblems } from '../../core/check-props';
import { NAME_PATTERN } from '../../facts/dynamodb-limits';

/** Where an endpoint is created, and who reaches it. */
export interface EndpointPlace {
  readonly scope: Construct;
  readonly vpc: ec2.IVpc;

  /** The subnets whose traffic goes through the endpoint. */
  readonly subnets: ec2.ISubnet[];

  /** The group of interface endpoints. */
  readonly endpointSecurityGroup: () => ec2.ISecurityGroup;

  /** The group that connects to the endpoints. */
  readonly appSecurityGroup: ec2.ISecurityGroup;
}

type Creation = (place: EndpointPlace, id: string) => ec2.VpcEndpoint;

/**
 * A private way to one AWS service: a VPC endpoint whose policy admits principals of this account only.
 *
 * Unauthenticated calls (public S3 objects, `sts:AssumeRoleWithWebIdentity`) carry no account and are
 * refused; so are principals of other accounts. `TieredNetwork.endpoint` gives the resource of a
 * service, to whose policy statements can be added.
 */
export class PrivateEndpoint {
  /**
   * S3 through a gateway endpoint, free of charge. Amazon ECR stores image layers in S3, so its bucket is
   * readable too.
   *
   * @param prefixList the addresses of S3 in this region, so that the application group opens 443 to them
   * alone: `ec2.PrefixList.fromLookup(this, 'S3', { prefixListName: 'com.amazonaws.eu-west-1.s3' })`. Its
   * id is not known without a lookup; without it the group opens 443 to any IPv4 address, and only the
   * routes of the subnets limit where connections get
   */
  public static s3(prefixList?: ec2.IPrefixList): PrivateEndpoint {
    return new PrivateEndpoint('s3', gateway(ec2.GatewayVpcEndpointAwsService.S3, [...ownPrincipals(), ...ecrLayers()], prefixList));
  }

  /**
   * DynamoDB through a gateway endpoint, free of charge.
   *
   * @param prefixList the addresses of DynamoDB in this region, as in `PrivateEndpoint.s3`
   */
  public static dynamoDb(prefixList?: ec2.IPrefixList): PrivateEndpoint {
    return new PrivateEndpoint('dynamodb', gateway(ec2.GatewayVpcEndpointAwsService.DYNAMODB, ownPrincipals(), prefixList));
  }

  /**
   * DynamoDB through a gateway endpoint that leads to some tables of this account and region, and to no other.
   *
   * Only the names are needed, which are fixed before deployment: the stack of the network does not depend on the stacks of the
   * tables. Requests that name no table, such as `ListTables`, are refused.
   *
   * Throws `ENDPOINT_TABLES_EMPTY` without a table, `ENDPOINT_TABLE_INVALID` for a name with other characters than letters, digits,
   * underscores, dots and hyphens.
   *
   * @param tableNames the tables: `['sessions', 'carts']`, or `table.tableName` of a `SecureDynamoTable`
   * @param prefixList the addresses of DynamoDB in this region, as in `PrivateEndpoint.s3`
   */
  public static dynamoDbTables(tableNames: string[], prefixList?: ec2.IPrefixList): PrivateEndpoint {
    checkTables(tableNames);
    return new PrivateEndpoint('dynamodb', gateway(ec2.GatewayVpcEndpointAwsService.DYNAMODB, [ownPrincipalsOnTables(tableNames)], prefixList));
  }

  /**
   * S3 through an interface endpoint, charged by the hour and zone: the application group reaches it
   * without a prefix list and without an open egress rule. Amazon ECR's bucket is readable too.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html
   */
  public static s3Interface(): PrivateEndpoint {
    return new PrivateEndpoint('s3', interfaceTo(ec2.InterfaceVpcEndpointAwsService.S3, [...ownPrincipals(), ...ecrLayers()], {
      // else the name of S3 would only resolve to the endpoint for resolvers outside the VPC
      privateDnsOnlyForInboundResolverEndpoint: ec2.VpcEndpointPrivateDnsOnlyForInboundResolverEndpoint.ALL_RESOLVERS,
    }));
  }

  /**
   * A service through an interface endpoint with private DNS names, charged by the hour and zone.
   *
   * @param service the service, such as `ec2.InterfaceVpcEndpointAwsService.KMS`
   */
  public static of(service: ec2.InterfaceVpcEndpointAwsService): PrivateEndpoint {
    return new PrivateEndpoint(service.shortName, interfaceTo(service, ownPrincipals()));
  }

  /**
   * What containers without a way to the internet need: S3 and DynamoDB through gateways; ECR, CloudWatch
   * Logs and metrics, Secrets Manager, KMS and STS through interfaces.
   *
   * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
   */
  public static needed(): PrivateEndpoint[] {
    const services = ec2.InterfaceVpcEndpointAwsService;
    const interfaces = [services.ECR, services.ECR_DOCKER, services.CLOUDWATCH_LOGS, services.SECRETS_MANAGER, services.KMS,
      services.STS, services.CLOUDWATCH_MONITORING];
    return [PrivateEndpoint.s3(), PrivateEndpoint.dynamoDb(), ...interfaces.map((service) => PrivateEndpoint.of(service))];
  }

  /** The service as AWS abbreviates it: `s3`, `ecr.dkr`. */
  public readonly serviceName: string;

  private readonly create: Creation;

  private constructor(serviceName: string, create: Creation) {
    this.serviceName = serviceName;
    this.create = create;
  }

  /** @internal */
  public _create(place: EndpointPlace): ec2.VpcEndpoint {
    return this.create(place, endpointId(this.serviceName));
  }
}

/** `ecr.dkr` becomes `EcrDkrEndpoint`. */
function endpointId(serviceName: string): string {
  return `${serviceName.replace(/(^|[^a-z0-9])([a-z0-9])/g, (_match, _separator, first: string) => first.toUpperCase())}Endpoint`;
}

const HTTPS = 443;

function gateway(service: ec2.GatewayVpcEndpointAwsService, statements: iam.PolicyStatement[], prefixList?: ec2.IPrefixList): Creation {
  return ({ scope, vpc, subnets, appSecurityGroup }, id) => {
    const endpoint = new ec2.GatewayVpcEndpoint(scope, id, { vpc, service, subnets: [{ subnets }] });
    statements.forEach((statement) => endpoint.addToPolicy(statement));
    const addresses = prefixList ? ec2.Peer.prefixList(prefixList.prefixListId) : ec2.Peer.anyIpv4();
    appSecurityGroup.addEgressRule(addresses, ec2.Port.tcp(HTTPS), 'HTTPS through the gateway endpoints');
    return endpoint;
  };
}

function interfaceTo(
  service: ec2.InterfaceVpcEndpointAwsService,
  statements: iam.PolicyStatement[],
  dns: Pick<ec2.InterfaceVpcEndpointOptions, 'privateDnsOnlyForInboundResolverEndpoint'> = {},
): Creation {
  return ({ scope, vpc, subnets, endpointSecurityGroup }, id) => {
    const endpoint = new ec2.InterfaceVpcEndpoint(scope, id, {
      vpc,
      service,
      subnets: { subnets },
      securityGroups: [endpointSecurityGroup()],
      open: false,
      privateDnsEnabled: true,
      privateDnsOnlyForInboundResolverEndpoint: dns.privateDnsOnlyForInboundResolverEndpoint,
    });
    statements.forEach((statement) => endpoint.addToPolicy(statement));
    return endpoint;
  };
}

// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
function ownPrincipals(): iam.PolicyStatement[] {
  return [new iam.PolicyStatement({
    sid: 'OwnPrincipals',
    principals: [new iam.StarPrincipal()],
    actions: ['*'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID } },
  })];
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/vpc-endpoints-dynamodb.html
function ownPrincipalsOnTables(tableNames: readonly string[]): iam.PolicyStatement {
  const arns = tableNames.map((name) => `arn:${Aws.PARTITION}:dynamodb:${Aws.REGION}:${Aws.ACCOUNT_ID}:table/${name}`);
  return new iam.PolicyStatement({
    sid: 'OwnPrincipalsOnTables',
    principals: [new iam.StarPrincipal()],
    actions: ['dynamodb:*'],
    resources: arns.flatMap((arn) => [arn, `${arn}/index/*`, `${arn}/stream/*`]),
    conditions: { StringEquals: { 'aws:PrincipalAccount': Aws.ACCOUNT_ID } },
  });
}

function checkTables(tableNames: readonly string[]): void {
  const problems = new PropProblems('PrivateEndpoint', undefined, 'dynamoDbTables()');
  problems.when(tableNames.length === 0, 'ENDPOINT_TABLES_EMPTY',
    () => '`tableNames` is empty, so the endpoint would lead nowhere; name a table, or use PrivateEndpoint.dynamoDb() for all tables of the account');
  tableNames.forEach((name, index) => problems.text(`tableNames[${index}]`, name, {
    code: 'ENDPOINT_TABLE_INVALID', pattern: NAME_PATTERN, allowed: '3 to 255 letters, digits, underscores, dots or hyphens', instead: 'name each table',
  }));
  problems.throwIfAny();
}

// ECR hands out links that its own account has signed: https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-minimum-s3-perms.html
function ecrLayers(): iam.PolicyStatement[] {
  return [new iam.PolicyStatement({
    sid: 'ImageLayersOfEcr',
    principals: [new iam.StarPrincipal()],
    actions: ['s3:GetObject'],
    resources: [`arn:${Aws.PARTITION}:s3:::prod-${Aws.REGION}-starport-layer-bucket/*`],
  })];
}
