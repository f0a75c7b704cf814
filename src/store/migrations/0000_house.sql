CREATE TABLE "agent" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"presence" text DEFAULT 'offline' NOT NULL,
	"presence_at" timestamp with time zone DEFAULT now() NOT NULL,
	"chat_limit" integer NOT NULL,
	"picture_url" text,
	"last_assigned_at" timestamp with time zone,
	"declared" jsonb,
	"deactivated_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "agent_id_organization_id_pk" PRIMARY KEY("id","organization_id"),
	CONSTRAINT "agent_chat_limit" CHECK ("agent"."chat_limit" >= 0)
);
--> statement-breakpoint
CREATE TABLE "agent_chatbot" (
	"organization_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"chatbot_id" uuid NOT NULL,
	CONSTRAINT "agent_chatbot_agent_id_chatbot_id_organization_id_pk" PRIMARY KEY("agent_id","chatbot_id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "agent_identity" (
	"organization_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"desk" text NOT NULL,
	"team" text NOT NULL,
	"user" text NOT NULL,
	CONSTRAINT "agent_identity_user_team_desk_organization_id_pk" PRIMARY KEY("user","team","desk","organization_id")
);
--> statement-breakpoint
CREATE TABLE "channel" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"chatbot_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"account" text NOT NULL,
	"settings" jsonb NOT NULL,
	"removed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "channel_id_organization_id_pk" PRIMARY KEY("id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "chatbot" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"picture_url" text,
	"human_support" boolean NOT NULL,
	"assistant" jsonb NOT NULL,
	"desk_kind" text,
	"desk_team" text,
	"desk_place" text,
	"desk_mirror" text DEFAULT 'on-request' NOT NULL,
	"routing" jsonb NOT NULL,
	"hand_off" jsonb NOT NULL,
	"hours" jsonb,
	"categories" text[] NOT NULL,
	"declared" jsonb,
	"removed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chatbot_id_organization_id_pk" PRIMARY KEY("id","organization_id"),
	CONSTRAINT "chatbot_desk" CHECK (("chatbot"."desk_kind" is null) = ("chatbot"."desk_place" is null))
);
--> statement-breakpoint
CREATE TABLE "contact" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text,
	"email" text,
	"phone" text,
	"picture_url" text,
	"locale" text,
	"verified" boolean DEFAULT false NOT NULL,
	"attributes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contact_id_organization_id_pk" PRIMARY KEY("id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "contact_address" (
	"organization_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"address" text NOT NULL,
	"contact_id" uuid NOT NULL,
	"token_hash" text,
	"seen_sequence" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "contact_address_address_channel_id_organization_id_pk" PRIMARY KEY("address","channel_id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "assignment" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"start_reason" text NOT NULL,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	CONSTRAINT "assignment_id_organization_id_pk" PRIMARY KEY("id","organization_id"),
	CONSTRAINT "assignment_ended" CHECK (("assignment"."ended_at" is null) = ("assignment"."end_reason" is null))
);
--> statement-breakpoint
CREATE TABLE "conversation" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"reference" integer NOT NULL,
	"chatbot_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"address" text NOT NULL,
	"status" text NOT NULL,
	"epoch" integer DEFAULT 0 NOT NULL,
	"owner_id" uuid,
	"category" text,
	"sequence" integer DEFAULT 0 NOT NULL,
	"thread_sequence" integer DEFAULT 0 NOT NULL,
	"customer_sequence" integer DEFAULT 0 NOT NULL,
	"mirrored" boolean DEFAULT false NOT NULL,
	"desk_kind" text,
	"desk_team" text,
	"desk_place" text,
	"thread_ref" text,
	"failed_answers" integer DEFAULT 0 NOT NULL,
	"answer_due_sequence" integer,
	"answer_due_at" timestamp with time zone,
	"requested_at" timestamp with time zone,
	"request_reason" text,
	"first_reply_at" timestamp with time zone,
	"last_customer_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conversation_id_organization_id_pk" PRIMARY KEY("id","organization_id"),
	CONSTRAINT "conversation_status" CHECK ("conversation"."status" in ('ai', 'pending', 'active', 'closed')),
	CONSTRAINT "conversation_owned" CHECK (("conversation"."status" = 'active') = ("conversation"."owner_id" is not null)),
	CONSTRAINT "conversation_answer_due_pair" CHECK (("conversation"."answer_due_at" is null) = ("conversation"."answer_due_sequence" is null))
);
--> statement-breakpoint
CREATE TABLE "delivery" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"lane" text NOT NULL,
	"sequence" integer NOT NULL,
	"kind" text NOT NULL,
	"message_id" uuid,
	"note_id" uuid,
	"status" text NOT NULL,
	"attempt_id" uuid,
	"attempts" integer DEFAULT 0 NOT NULL,
	"first_attempt_at" timestamp with time zone,
	"lease_until" timestamp with time zone,
	"next_at" timestamp with time zone DEFAULT now() NOT NULL,
	"target" jsonb NOT NULL,
	"payload" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"external_id" text,
	"receipt" text DEFAULT 'queued' NOT NULL,
	"error" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	CONSTRAINT "delivery_id_organization_id_pk" PRIMARY KEY("id","organization_id"),
	CONSTRAINT "delivery_customer_is_message" CHECK ("delivery"."lane" <> 'customer' or ("delivery"."message_id" is not null and "delivery"."note_id" is null)),
	CONSTRAINT "delivery_lane_known" CHECK ("delivery"."lane" in ('thread', 'customer')),
	CONSTRAINT "delivery_status_known" CHECK ("delivery"."status" in ('pending', 'sending', 'ambiguous', 'sent', 'unknown', 'dead', 'cancelled')),
	CONSTRAINT "delivery_sending_leased" CHECK ("delivery"."status" <> 'sending' or ("delivery"."attempt_id" is not null and "delivery"."lease_until" is not null))
);
--> statement-breakpoint
CREATE TABLE "redraw" (
	"organization_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"wanted" integer DEFAULT 1 NOT NULL,
	"drawn" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"error" text,
	"shown" text,
	CONSTRAINT "redraw_subject_id_subject_organization_id_pk" PRIMARY KEY("subject_id","subject","organization_id")
);
--> statement-breakpoint
CREATE TABLE "event" (
	"organization_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"kind" text NOT NULL,
	"actor" jsonb NOT NULL,
	"data" jsonb NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_conversation_id_sequence_organization_id_pk" PRIMARY KEY("conversation_id","sequence","organization_id")
);
--> statement-breakpoint
CREATE TABLE "attachment" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"address" text NOT NULL,
	"conversation_id" uuid,
	"message_id" uuid,
	"note_id" uuid,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"storage_key" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "attachment_id_organization_id_pk" PRIMARY KEY("id","organization_id"),
	CONSTRAINT "attachment_one_place" CHECK ("attachment"."message_id" is null or "attachment"."note_id" is null)
);
--> statement-breakpoint
CREATE TABLE "held_line" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"text" text NOT NULL,
	"desk_ref" text NOT NULL,
	"desk_client_id" text,
	"attachment_ids" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"choice" text,
	"chosen_at" timestamp with time zone,
	CONSTRAINT "held_line_id_organization_id_pk" PRIMARY KEY("id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "message" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"author" text NOT NULL,
	"agent_id" uuid,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"markup" text NOT NULL,
	"epoch" integer NOT NULL,
	"external_id" text,
	"desk_ref" text,
	"desk_client_id" text,
	"channel_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"edited_at" timestamp with time zone,
	"deleted_at" timestamp with time zone,
	CONSTRAINT "message_id_organization_id_pk" PRIMARY KEY("id","organization_id"),
	CONSTRAINT "message_agent" CHECK (("message"."author" = 'agent') = ("message"."agent_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "note" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"agent_id" uuid NOT NULL,
	"text" text NOT NULL,
	"markup" text NOT NULL,
	"desk_ref" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "note_id_organization_id_pk" PRIMARY KEY("id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "desk_installation" (
	"organization_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"team" text NOT NULL,
	"name" text NOT NULL,
	"sealed_token" text,
	"bot_user_id" text NOT NULL,
	"bot_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "desk_installation_kind_team_organization_id_pk" PRIMARY KEY("kind","team","organization_id")
);
--> statement-breakpoint
CREATE TABLE "organization" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"next_reference" integer DEFAULT 1001 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organization_key_unique" UNIQUE("key")
);
--> statement-breakpoint
ALTER TABLE "agent" ADD CONSTRAINT "agent_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_chatbot" ADD CONSTRAINT "agent_chatbot_organization_id_agent_id_agent_organization_id_id_fk" FOREIGN KEY ("organization_id","agent_id") REFERENCES "public"."agent"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_chatbot" ADD CONSTRAINT "agent_chatbot_organization_id_chatbot_id_chatbot_organization_id_id_fk" FOREIGN KEY ("organization_id","chatbot_id") REFERENCES "public"."chatbot"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_identity" ADD CONSTRAINT "agent_identity_organization_id_agent_id_agent_organization_id_id_fk" FOREIGN KEY ("organization_id","agent_id") REFERENCES "public"."agent"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel" ADD CONSTRAINT "channel_organization_id_chatbot_id_chatbot_organization_id_id_fk" FOREIGN KEY ("organization_id","chatbot_id") REFERENCES "public"."chatbot"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chatbot" ADD CONSTRAINT "chatbot_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact" ADD CONSTRAINT "contact_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_address" ADD CONSTRAINT "contact_address_organization_id_channel_id_channel_organization_id_id_fk" FOREIGN KEY ("organization_id","channel_id") REFERENCES "public"."channel"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contact_address" ADD CONSTRAINT "contact_address_organization_id_contact_id_contact_organization_id_id_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contact"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_organization_id_conversation_id_conversation_organization_id_id_fk" FOREIGN KEY ("organization_id","conversation_id") REFERENCES "public"."conversation"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_organization_id_agent_id_agent_organization_id_id_fk" FOREIGN KEY ("organization_id","agent_id") REFERENCES "public"."agent"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_organization_id_chatbot_id_chatbot_organization_id_id_fk" FOREIGN KEY ("organization_id","chatbot_id") REFERENCES "public"."chatbot"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_organization_id_channel_id_channel_organization_id_id_fk" FOREIGN KEY ("organization_id","channel_id") REFERENCES "public"."channel"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_organization_id_contact_id_contact_organization_id_id_fk" FOREIGN KEY ("organization_id","contact_id") REFERENCES "public"."contact"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_organization_id_owner_id_agent_organization_id_id_fk" FOREIGN KEY ("organization_id","owner_id") REFERENCES "public"."agent"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_organization_id_conversation_id_conversation_organization_id_id_fk" FOREIGN KEY ("organization_id","conversation_id") REFERENCES "public"."conversation"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_organization_id_message_id_message_organization_id_id_fk" FOREIGN KEY ("organization_id","message_id") REFERENCES "public"."message"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_organization_id_note_id_note_organization_id_id_fk" FOREIGN KEY ("organization_id","note_id") REFERENCES "public"."note"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_organization_id_conversation_id_conversation_organization_id_id_fk" FOREIGN KEY ("organization_id","conversation_id") REFERENCES "public"."conversation"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_organization_id_message_id_message_organization_id_id_fk" FOREIGN KEY ("organization_id","message_id") REFERENCES "public"."message"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_organization_id_note_id_note_organization_id_id_fk" FOREIGN KEY ("organization_id","note_id") REFERENCES "public"."note"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "held_line" ADD CONSTRAINT "held_line_organization_id_conversation_id_conversation_organization_id_id_fk" FOREIGN KEY ("organization_id","conversation_id") REFERENCES "public"."conversation"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "held_line" ADD CONSTRAINT "held_line_organization_id_agent_id_agent_organization_id_id_fk" FOREIGN KEY ("organization_id","agent_id") REFERENCES "public"."agent"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_organization_id_conversation_id_conversation_organization_id_id_fk" FOREIGN KEY ("organization_id","conversation_id") REFERENCES "public"."conversation"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_organization_id_agent_id_agent_organization_id_id_fk" FOREIGN KEY ("organization_id","agent_id") REFERENCES "public"."agent"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note" ADD CONSTRAINT "note_organization_id_conversation_id_conversation_organization_id_id_fk" FOREIGN KEY ("organization_id","conversation_id") REFERENCES "public"."conversation"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "note" ADD CONSTRAINT "note_organization_id_agent_id_agent_organization_id_id_fk" FOREIGN KEY ("organization_id","agent_id") REFERENCES "public"."agent"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "desk_installation" ADD CONSTRAINT "desk_installation_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "agent_identity_user" ON "agent_identity" USING btree ("user","team","desk");--> statement-breakpoint
CREATE INDEX "agent_identity_agent" ON "agent_identity" USING btree ("agent_id","organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "channel_account" ON "channel" USING btree ("kind","account");--> statement-breakpoint
CREATE UNIQUE INDEX "chatbot_key" ON "chatbot" USING btree ("key","organization_id");--> statement-breakpoint
CREATE INDEX "chatbot_place" ON "chatbot" USING btree ("desk_kind","desk_place");--> statement-breakpoint
CREATE UNIQUE INDEX "contact_address_token" ON "contact_address" USING btree ("token_hash","channel_id") WHERE "contact_address"."token_hash" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "assignment_open" ON "assignment" USING btree ("conversation_id","organization_id") WHERE "assignment"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "assignment_load" ON "assignment" USING btree ("agent_id","organization_id") WHERE "assignment"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "conversation_reference" ON "conversation" USING btree ("reference","organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "conversation_open" ON "conversation" USING btree ("contact_id","channel_id","organization_id") WHERE "conversation"."status" <> 'closed';--> statement-breakpoint
CREATE UNIQUE INDEX "conversation_thread" ON "conversation" USING btree ("thread_ref","desk_place","desk_team","desk_kind") WHERE "conversation"."thread_ref" is not null;--> statement-breakpoint
CREATE INDEX "conversation_queue" ON "conversation" USING btree ("chatbot_id","requested_at","organization_id") WHERE "conversation"."status" = 'pending';--> statement-breakpoint
CREATE INDEX "conversation_owner" ON "conversation" USING btree ("owner_id","organization_id") WHERE "conversation"."status" = 'active';--> statement-breakpoint
CREATE INDEX "conversation_contact" ON "conversation" USING btree ("contact_id","channel_id","reference","organization_id");--> statement-breakpoint
CREATE INDEX "conversation_answer_due" ON "conversation" USING btree ("answer_due_at") WHERE "conversation"."answer_due_at" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "delivery_lane" ON "delivery" USING btree ("conversation_id","lane","sequence","organization_id");--> statement-breakpoint
CREATE INDEX "delivery_open" ON "delivery" USING btree ("conversation_id","lane","sequence") WHERE "delivery"."status" in ('pending', 'sending', 'ambiguous');--> statement-breakpoint
CREATE INDEX "delivery_message" ON "delivery" USING btree ("message_id","organization_id") WHERE "delivery"."lane" = 'customer';--> statement-breakpoint
CREATE UNIQUE INDEX "delivery_customer_external" ON "delivery" USING btree ("external_id",("target" ->> 'channelId'),"organization_id") WHERE "delivery"."lane" = 'customer' and "delivery"."kind" = 'message' and "delivery"."external_id" is not null;--> statement-breakpoint
CREATE INDEX "redraw_due" ON "redraw" USING btree ("due_at") WHERE "redraw"."wanted" > "redraw"."drawn";--> statement-breakpoint
CREATE INDEX "attachment_message" ON "attachment" USING btree ("message_id","organization_id") WHERE "attachment"."message_id" is not null;--> statement-breakpoint
CREATE INDEX "attachment_note" ON "attachment" USING btree ("note_id","organization_id") WHERE "attachment"."note_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "held_line_desk_ref" ON "held_line" USING btree ("desk_ref","organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "message_sequence" ON "message" USING btree ("conversation_id","sequence","organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "message_external" ON "message" USING btree ("external_id","channel_id","organization_id") WHERE "message"."external_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "message_desk_ref" ON "message" USING btree ("desk_ref","organization_id") WHERE "message"."desk_ref" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "message_desk_client" ON "message" USING btree ("conversation_id","desk_client_id","organization_id") WHERE "message"."desk_client_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "note_sequence" ON "note" USING btree ("conversation_id","sequence","organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "note_desk_ref" ON "note" USING btree ("desk_ref","organization_id") WHERE "note"."desk_ref" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "desk_installation_team" ON "desk_installation" USING btree ("kind","team");