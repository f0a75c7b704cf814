CREATE TABLE "alarm" (
	"organization_id" uuid NOT NULL,
	"chatbot_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL,
	"told_at" timestamp with time zone,
	CONSTRAINT "alarm_chatbot_id_kind_organization_id_pk" PRIMARY KEY("chatbot_id","kind","organization_id")
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" jsonb NOT NULL,
	"subject" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"what" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	CONSTRAINT "audit_id_organization_id_pk" PRIMARY KEY("id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "canned_reply" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"chatbot_id" uuid,
	"name" text NOT NULL,
	"text" text NOT NULL,
	"declared" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone,
	CONSTRAINT "canned_reply_id_organization_id_pk" PRIMARY KEY("id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "place_member" (
	"organization_id" uuid NOT NULL,
	"desk" text NOT NULL,
	"team" text NOT NULL,
	"place" text NOT NULL,
	"user" text NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "place_member_place_user_team_desk_organization_id_pk" PRIMARY KEY("place","user","team","desk","organization_id")
);
--> statement-breakpoint
CREATE TABLE "place_watch" (
	"organization_id" uuid NOT NULL,
	"desk" text NOT NULL,
	"team" text NOT NULL,
	"place" text NOT NULL,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"read_at" timestamp with time zone,
	"error" text,
	"told" text,
	CONSTRAINT "place_watch_place_team_desk_organization_id_pk" PRIMARY KEY("place","team","desk","organization_id")
);
--> statement-breakpoint
CREATE TABLE "rating" (
	"organization_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"score" integer,
	"comment" text,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answered_at" timestamp with time zone,
	CONSTRAINT "rating_conversation_id_organization_id_pk" PRIMARY KEY("conversation_id","organization_id"),
	CONSTRAINT "rating_score" CHECK ("rating"."score" between 1 and 5),
	CONSTRAINT "rating_answered" CHECK (("rating"."score" is null) = ("rating"."answered_at" is null))
);
--> statement-breakpoint
CREATE TABLE "suggestion" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "suggestion_id_organization_id_pk" PRIMARY KEY("id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "timer" (
	"organization_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "timer_conversation_id_kind_organization_id_pk" PRIMARY KEY("conversation_id","kind","organization_id")
);
--> statement-breakpoint
DROP INDEX "conversation_queue";--> statement-breakpoint
ALTER TABLE "agent" ADD COLUMN "skills" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "agent" ADD COLUMN "languages" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "agent" ADD COLUMN "idle_since" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "chatbot" ADD COLUMN "required_to_close" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "chatbot" ADD COLUMN "asks_rating" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "chatbot" ADD COLUMN "board_ref" text;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "last_reply_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "priority" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "skipped_agent_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "waiting" text DEFAULT 'live' NOT NULL;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "not_before" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "alarm" ADD CONSTRAINT "alarm_organization_id_chatbot_id_chatbot_organization_id_id_fk" FOREIGN KEY ("organization_id","chatbot_id") REFERENCES "public"."chatbot"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "canned_reply" ADD CONSTRAINT "canned_reply_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "canned_reply" ADD CONSTRAINT "canned_reply_organization_id_chatbot_id_chatbot_organization_id_id_fk" FOREIGN KEY ("organization_id","chatbot_id") REFERENCES "public"."chatbot"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_member" ADD CONSTRAINT "place_member_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "place_watch" ADD CONSTRAINT "place_watch_organization_id_organization_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organization"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rating" ADD CONSTRAINT "rating_organization_id_conversation_id_conversation_organization_id_id_fk" FOREIGN KEY ("organization_id","conversation_id") REFERENCES "public"."conversation"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion" ADD CONSTRAINT "suggestion_organization_id_conversation_id_conversation_organization_id_id_fk" FOREIGN KEY ("organization_id","conversation_id") REFERENCES "public"."conversation"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suggestion" ADD CONSTRAINT "suggestion_organization_id_agent_id_agent_organization_id_id_fk" FOREIGN KEY ("organization_id","agent_id") REFERENCES "public"."agent"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "timer" ADD CONSTRAINT "timer_organization_id_conversation_id_conversation_organization_id_id_fk" FOREIGN KEY ("organization_id","conversation_id") REFERENCES "public"."conversation"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_subject" ON "audit" USING btree ("subject_id","at","organization_id");--> statement-breakpoint
CREATE UNIQUE INDEX "canned_reply_name" ON "canned_reply" USING btree (lower("name"),coalesce("chatbot_id"::text, ''),"organization_id") WHERE "canned_reply"."removed_at" is null;--> statement-breakpoint
CREATE INDEX "timer_due" ON "timer" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "conversation_queue" ON "conversation" USING btree ("chatbot_id","priority" DESC NULLS FIRST,"requested_at","reference","organization_id") WHERE "conversation"."status" = 'pending';--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_priority" CHECK ("conversation"."priority" between 0 and 2);--> statement-breakpoint
ALTER TABLE "conversation" ADD CONSTRAINT "conversation_waiting" CHECK ("conversation"."waiting" in ('live', 'message', 'callback'));