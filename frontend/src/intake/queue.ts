// Reports that wait on the phone.
import { outbox } from "../outbox/store";

export type { Waiting } from "../outbox/store";
export const { kept, keep, refuse, drop, lastAccount, noteAccount } = outbox("summitry-intake");
