/**
 * Services that run code of an application with a role, by their principals. Pipelines (CodeBuild, CodePipeline) and CloudFormation are left out: they deploy.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 */
export const CODE_SERVICES: readonly string[] = [
  'ec2.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'edgelambda.amazonaws.com',
  'emr-serverless.amazonaws.com',
  'glue.amazonaws.com',
  'lambda.amazonaws.com',
  // https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html
  'pods.eks.amazonaws.com',
  'sagemaker.amazonaws.com',
  'states.amazonaws.com',
  // https://docs.aws.amazon.com/apprunner/latest/dg/security_iam_service-with-iam.html
  'tasks.apprunner.amazonaws.com',
];

/** Pods of EKS with a role of their service account: https://docs.aws.amazon.com/eks/latest/userguide/iam-roles-for-service-accounts.html */
export const POD_IDENTITY = /oidc-provider\/oidc\.eks\./;
