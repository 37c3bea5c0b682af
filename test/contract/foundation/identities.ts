import { Identities } from '../identities';

/** What the foundation keeps. */
export const FOUNDATION_IDENTITIES: Identities = {
  DataKey: {
    'Key/Resource': 'SubjectKey7C491A0D',
  },
  AlertTopic: {
    'Key/Key/Resource': 'SubjectKeyFBBF5341',
    'Topic/Resource': 'SubjectTopic7DB75028',
  },
  ChatChannel: {},
  AlarmDashboard: {},
  TieredNetwork: {
    'Vpc/Resource': 'SubjectVpcC820FDDE',
    'Vpc/WebSubnet1/Subnet': 'SubjectVpcWebSubnet1SubnetE9C39E71',
    'Vpc/WebSubnet2/Subnet': 'SubjectVpcWebSubnet2Subnet402B991B',
    'Vpc/WebSubnet3/Subnet': 'SubjectVpcWebSubnet3SubnetF1487D3A',
    'Vpc/AppSubnet1/Subnet': 'SubjectVpcAppSubnet1Subnet41383513',
    'Vpc/AppSubnet2/Subnet': 'SubjectVpcAppSubnet2SubnetEE1FEBF2',
    'Vpc/AppSubnet3/Subnet': 'SubjectVpcAppSubnet3Subnet82F29308',
    'Vpc/DataSubnet1/Subnet': 'SubjectVpcDataSubnet1SubnetD2E41B34',
    'Vpc/DataSubnet2/Subnet': 'SubjectVpcDataSubnet2Subnet2FA0FE88',
    'Vpc/DataSubnet3/Subnet': 'SubjectVpcDataSubnet3SubnetE849B0F4',
    'Key/Key/Resource': 'SubjectKeyFBBF5341',
    'FlowLogGroup/Resource': 'SubjectFlowLogGroupFE0434DE',
  },
};
