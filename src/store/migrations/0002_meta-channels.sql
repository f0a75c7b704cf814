CREATE TABLE "delivery_part" (
	"organization_id" uuid NOT NULL,
	"delivery_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"channel_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"receipt" text DEFAULT 'sent' NOT NULL,
	"evidenced" boolean DEFAULT false NOT NULL,
	CONSTRAINT "delivery_part_delivery_id_part_organization_id_pk" PRIMARY KEY("delivery_id","part","organization_id")
);
--> statement-breakpoint
CREATE TABLE "parked_receipt" (
	"organization_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"receipt" text NOT NULL,
	"error" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "parked_receipt_external_id_receipt_channel_id_organization_id_pk" PRIMARY KEY("external_id","receipt","channel_id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "channel_health" (
	"organization_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"heard_at" timestamp with time zone,
	"paused_at" timestamp with time zone,
	"paused_until" timestamp with time zone,
	"pause_class" text,
	"pause_code" text,
	"pause_sentence" text,
	"told_at" timestamp with time zone,
	CONSTRAINT "channel_health_channel_id_organization_id_pk" PRIMARY KEY("channel_id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"organization_id" uuid NOT NULL,
	"id" bigserial NOT NULL,
	"channel_id" uuid NOT NULL,
	"lane" text NOT NULL,
	"item" jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp with time zone,
	"due_at" timestamp with time zone DEFAULT now() NOT NULL,
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_id_organization_id_pk" PRIMARY KEY("id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "awaited_file" (
	"organization_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"channel_id" uuid NOT NULL,
	"address" text NOT NULL,
	"source" jsonb NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone DEFAULT now(),
	"error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "awaited_file_id_organization_id_pk" PRIMARY KEY("id","organization_id")
);
--> statement-breakpoint
CREATE TABLE "reaction" (
	"organization_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"side" text NOT NULL,
	"emoji" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "reaction_message_id_side_organization_id_pk" PRIMARY KEY("message_id","side","organization_id")
);
--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "open_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "reply_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "conversation" ADD COLUMN "window_due_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "details" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "delivery_part" ADD CONSTRAINT "delivery_part_organization_id_delivery_id_delivery_organization_id_id_fk" FOREIGN KEY ("organization_id","delivery_id") REFERENCES "public"."delivery"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_health" ADD CONSTRAINT "channel_health_organization_id_channel_id_channel_organization_id_id_fk" FOREIGN KEY ("organization_id","channel_id") REFERENCES "public"."channel"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "awaited_file" ADD CONSTRAINT "awaited_file_organization_id_message_id_message_organization_id_id_fk" FOREIGN KEY ("organization_id","message_id") REFERENCES "public"."message"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reaction" ADD CONSTRAINT "reaction_organization_id_message_id_message_organization_id_id_fk" FOREIGN KEY ("organization_id","message_id") REFERENCES "public"."message"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "delivery_part_external" ON "delivery_part" USING btree ("external_id","channel_id","organization_id");--> statement-breakpoint
CREATE INDEX "inbox_lane" ON "inbox" USING btree ("channel_id","lane","id") WHERE "inbox"."error" is null;--> statement-breakpoint
CREATE INDEX "inbox_due" ON "inbox" USING btree ("due_at") WHERE "inbox"."error" is null;--> statement-breakpoint
CREATE INDEX "inbox_dead" ON "inbox" USING btree ("created_at") WHERE "inbox"."error" is not null;--> statement-breakpoint
CREATE INDEX "awaited_file_due" ON "awaited_file" USING btree ("due_at") WHERE "awaited_file"."due_at" is not null;--> statement-breakpoint
CREATE INDEX "conversation_window_due" ON "conversation" USING btree ("window_due_at") WHERE "conversation"."window_due_at" is not null;