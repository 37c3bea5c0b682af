import * as sns from 'aws-cdk-lib/aws-sns';

/** Who sends to a topic, and the topic beside it that chat reads; either may come first. */
interface Audience {
  readonly senders: ((chat: sns.ITopic) => void)[];
  chat?: sns.ITopic;
}

const AUDIENCES = new WeakMap<sns.ITopic, Audience>();

/** Send to the topic beside this one that chat reads, if there is one or will be. */
export function forChat(topic: sns.ITopic, send: (chat: sns.ITopic) => void): void {
  const { chat, senders } = audienceOf(topic);
  senders.push(send);
  if (chat !== undefined) {
    send(chat);
  }
}

/** Let whatever sends to a topic, now or later, send to a topic beside it too, in the way that chat reads. */
export function letChatRead(topic: sns.ITopic, chat: sns.ITopic): void {
  const audience = audienceOf(topic);
  audience.chat = chat;
  audience.senders.forEach((send) => send(chat));
}

function audienceOf(topic: sns.ITopic): Audience {
  const audience = AUDIENCES.get(topic) ?? { senders: [] };
  AUDIENCES.set(topic, audience);
  return audience;
}
