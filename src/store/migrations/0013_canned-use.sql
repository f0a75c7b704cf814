CREATE TABLE "canned_use" (
	"organization_id" uuid NOT NULL,
	"canned_id" uuid NOT NULL,
	"agent_id" uuid NOT NULL,
	"uses" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "canned_use_canned_id_agent_id_organization_id_pk" PRIMARY KEY("canned_id","agent_id","organization_id")
);
--> statement-breakpoint
ALTER TABLE "canned_use" ADD CONSTRAINT "canned_use_organization_id_canned_id_canned_reply_organization_id_id_fk" FOREIGN KEY ("organization_id","canned_id") REFERENCES "public"."canned_reply"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "canned_use" ADD CONSTRAINT "canned_use_organization_id_agent_id_agent_organization_id_id_fk" FOREIGN KEY ("organization_id","agent_id") REFERENCES "public"."agent"("organization_id","id") ON DELETE no action ON UPDATE no action;