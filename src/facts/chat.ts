/**
 * How long the parts of a message may be that Amazon Q Developer in chat applications, once AWS Chatbot, shows in a channel.
 *
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export const CHAT_LIMITS = { title: 250, description: 8_000, nextStep: 350 };

/** The longest input template of a target of EventBridge: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html */
export const MAX_INPUT_TEMPLATE = 8_192;

/**
 * Channels of chat tools. Each lists in `SnsTopicArns` the topics that it hears.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Chatbot.html
 */
export const CHAT_CHANNELS = ['AWS::Chatbot::SlackChannelConfiguration', 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration'];

/** Whether chat applications exist in a region; all partitions but the commercial one lack them: https://docs.aws.amazon.com/chatbot/latest/adminguide/chatbot-regions.html */
export function lacksChat(region: string): boolean {
  return /^(cn|us-gov|us-iso[a-z]*|eu-isoe|eusc)-/.test(region);
}
