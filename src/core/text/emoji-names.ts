// The emoji that people use most, by Slack's names: one or more names, then the glyph.

/** Entries are separated by `|` or a line end. */
export const emojiNames = `
grinning 😀|smiley 😃|smile 😄|grin 😁|laughing satisfied 😆|sweat_smile 😅|rolling_on_the_floor_laughing rofl 🤣|joy 😂|slightly_smiling_face 🙂
upside_down_face 🙃|melting_face 🫠|wink 😉|blush 😊|innocent 😇|smiling_face_with_3_hearts 🥰|heart_eyes 😍|star-struck 🤩|kissing_heart 😘|kissing 😗
relaxed ☺️|kissing_closed_eyes 😚|smiling_face_with_tear 🥲|yum 😋|stuck_out_tongue 😛|stuck_out_tongue_winking_eye 😜|zany_face 🤪|money_mouth_face 🤑
hugging_face hugs 🤗|face_with_hand_over_mouth 🤭|shushing_face 🤫|thinking_face thinking 🤔|saluting_face 🫡|zipper_mouth_face 🤐|face_with_raised_eyebrow 🤨
neutral_face 😐|expressionless 😑|no_mouth 😶|smirk 😏|unamused 😒|face_with_rolling_eyes roll_eyes 🙄|grimacing 😬|lying_face 🤥|relieved 😌|pensive 😔
sleepy 😪|drooling_face 🤤|sleeping 😴|mask 😷|face_with_thermometer 🤒|face_with_head_bandage 🤕|nauseated_face 🤢|sneezing_face 🤧|hot_face 🥵|cold_face 🥶
woozy_face 🥴|dizzy_face 😵|exploding_head 🤯|face_with_cowboy_hat 🤠|partying_face 🥳|sunglasses 😎|nerd_face 🤓|face_with_monocle 🧐|confused 😕|worried 😟
slightly_frowning_face 🙁|white_frowning_face ☹️|open_mouth 😮|hushed 😯|astonished 😲|flushed 😳|pleading_face 🥺|frowning 😦|anguished 😧|fearful 😨
cold_sweat 😰|disappointed_relieved 😥|cry 😢|sob 😭|scream 😱|confounded 😖|persevere 😣|disappointed 😞|sweat 😓|weary 😩|tired_face 😫|yawning_face 🥱
triumph 😤|rage pout 😡|angry 😠|face_with_symbols_on_mouth 🤬|smiling_imp 😈|skull 💀|hankey poop shit 💩|clown_face 🤡|ghost 👻|alien 👽|robot_face robot 🤖
smiley_cat 😺|joy_cat 😹|heart_eyes_cat 😻|see_no_evil 🙈|hear_no_evil 🙉|speak_no_evil 🙊|kiss 💋|love_letter 💌|cupid 💘|gift_heart 💝|sparkling_heart 💖
heartpulse 💗|heartbeat 💓|two_hearts 💕|heart_decoration 💟|broken_heart 💔|heart ❤️|orange_heart 🧡|yellow_heart 💛|green_heart 💚|blue_heart 💙
purple_heart 💜|brown_heart 🤎|black_heart 🖤|white_heart 🤍|100 💯|anger 💢|boom collision 💥|dizzy 💫|sweat_drops 💦|dash 💨|hole 🕳️|bomb 💣
speech_balloon 💬|thought_balloon 💭|zzz 💤|wave 👋|raised_back_of_hand 🤚|hand raised_hand ✋|spock-hand vulcan_salute 🖖|ok_hand 👌|pinched_fingers 🤌
pinching_hand 🤏|v ✌️|crossed_fingers 🤞|i_love_you_hand_sign 🤟|the_horns metal 🤘|call_me_hand 🤙|point_left 👈|point_right 👉|point_up_2 👆
middle_finger 🖕|point_down 👇|point_up ☝️|+1 thumbsup 👍|-1 thumbsdown 👎|fist ✊|facepunch punch 👊|clap 👏|raised_hands 🙌|heart_hands 🫶|open_hands 👐
palms_up_together 🤲|handshake 🤝|pray 🙏|writing_hand ✍️|nail_care 💅|selfie 🤳|muscle 💪|ear 👂|nose 👃|brain 🧠|eyes 👀|eye 👁️|tongue 👅|lips 👄
baby 👶|boy 👦|girl 👧|man 👨|woman 👩|older_man 👴|older_woman 👵|person_frowning 🙍|no_good 🙅|ok_woman 🙆|information_desk_person 💁|raising_hand 🙋
bow 🙇|face_palm facepalm 🤦|shrug 🤷|woman-shrugging 🤷‍♀️|man-shrugging 🤷‍♂️|woman-facepalming 🤦‍♀️|man-facepalming 🤦‍♂️|woman-raising-hand 🙋‍♀️|technologist 🧑‍💻
male-technologist 👨‍💻|female-technologist 👩‍💻|santa 🎅|superhero 🦸|runner running 🏃|walking 🚶|dancer 💃|man_dancing 🕺|busts_in_silhouette 👥|bust_in_silhouette 👤
dog 🐶|cat 🐱|mouse 🐭|hamster 🐹|rabbit 🐰|fox_face 🦊|bear 🐻|panda_face 🐼|koala 🐨|tiger 🐯|lion_face 🦁|cow 🐮|pig 🐷|frog 🐸|monkey_face 🐵|chicken 🐔
penguin 🐧|bird 🐦|baby_chick 🐤|eagle 🦅|duck 🦆|owl 🦉|wolf 🐺|horse 🐴|unicorn_face 🦄|bee honeybee 🐝|bug 🐛|butterfly 🦋|snail 🐌|ladybug beetle 🐞|ant 🐜
turtle 🐢|snake 🐍|octopus 🐙|crab 🦀|tropical_fish 🐠|dolphin flipper 🐬|whale 🐳|shark 🦈|elephant 🐘|sloth 🦥|paw_prints feet 🐾|cactus 🌵|christmas_tree 🎄
evergreen_tree 🌲|deciduous_tree 🌳|palm_tree 🌴|seedling 🌱|herb 🌿|four_leaf_clover 🍀|leaves 🍃|maple_leaf 🍁|mushroom 🍄|bouquet 💐|tulip 🌷|rose 🌹
sunflower 🌻|blossom 🌼|cherry_blossom 🌸|earth_africa 🌍|earth_americas 🌎|earth_asia 🌏|full_moon 🌕|crescent_moon 🌙|star ⭐|star2 🌟|sparkles ✨|zap ⚡
fire 🔥|rainbow 🌈|sunny ☀️|partly_sunny ⛅|cloud ☁️|rain_cloud 🌧️|thunder_cloud_and_rain ⛈️|snowflake ❄️|snowman ⛄|umbrella ☔|droplet 💧|ocean 🌊
green_apple 🍏|apple 🍎|pear 🍐|tangerine 🍊|lemon 🍋|banana 🍌|watermelon 🍉|grapes 🍇|strawberry 🍓|cherries 🍒|peach 🍑|pineapple 🍍|avocado 🥑|tomato 🍅
hot_pepper 🌶️|carrot 🥕|bread 🍞|croissant 🥐|cheese_wedge 🧀|egg 🥚|bacon 🥓|hamburger 🍔|fries 🍟|pizza 🍕|hotdog 🌭|taco 🌮|burrito 🌯|green_salad 🥗
spaghetti 🍝|ramen 🍜|sushi 🍣|icecream 🍦|doughnut 🍩|cookie 🍪|birthday 🎂|cake 🍰|cupcake 🧁|chocolate_bar 🍫|candy 🍬|popcorn 🍿|coffee ☕|tea 🍵
beer 🍺|beers 🍻|clinking_glasses 🥂|wine_glass 🍷|cocktail 🍸|champagne 🍾|soccer ⚽|basketball 🏀|football 🏈|tennis 🎾|trophy 🏆|sports_medal 🏅
first_place_medal 🥇|second_place_medal 🥈|third_place_medal 🥉|dart 🎯|video_game 🎮|game_die 🎲|jigsaw 🧩|art 🎨|guitar 🎸|musical_note 🎵|notes 🎶|microphone 🎤
headphones 🎧|movie_camera 🎥|clapper 🎬|ticket 🎫|tada 🎉|confetti_ball 🎊|balloon 🎈|gift 🎁|ribbon 🎀|car red_car 🚗|taxi 🚕|bus 🚌|truck 🚚
articulated_lorry 🚛|bike 🚲|train 🚋|bullettrain_side 🚄|airplane ✈️|rocket 🚀|helicopter 🚁|ship 🚢|boat sailboat ⛵|anchor ⚓|construction 🚧|rotating_light 🚨
traffic_light 🚥|vertical_traffic_light 🚦|house 🏠|house_with_garden 🏡|office 🏢|hospital 🏥|bank 🏦|hotel 🏨|school 🏫|factory 🏭|convenience_store 🏪
beach_with_umbrella 🏖️|mountain ⛰️|camping 🏕️|world_map 🗺️|watch ⌚|iphone 📱|calling 📲|computer 💻|desktop_computer 🖥️|keyboard ⌨️|printer 🖨️|floppy_disk 💾
cd 💿|camera 📷|camera_with_flash 📸|tv 📺|radio 📻|phone telephone ☎️|telephone_receiver 📞|battery 🔋|electric_plug 🔌|bulb 💡|flashlight 🔦|mag 🔍|mag_right 🔎
moneybag 💰|money_with_wings 💸|dollar 💵|euro 💶|credit_card 💳|receipt 🧾|gem 💎|scales ⚖️|wrench 🔧|hammer 🔨|hammer_and_wrench 🛠️|gear ⚙️|link 🔗
paperclip 📎|scissors ✂️|pushpin 📌|round_pushpin 📍|triangular_ruler 📐|straight_ruler 📏|lock 🔒|unlock 🔓|key 🔑|shield 🛡️|door 🚪|bed 🛏️|toilet 🚽|shower 🚿
email 📧|envelope ✉️|incoming_envelope 📨|envelope_with_arrow 📩|mailbox 📫|package 📦|label 🏷️|inbox_tray 📥|outbox_tray 📤|memo pencil 📝|pencil2 ✏️
page_facing_up 📄|page_with_curl 📃|bookmark_tabs 📑|bar_chart 📊|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|calendar 📆|date 📅
spiral_calendar_pad 🗓️|clipboard 📋|file_folder 📁|open_file_folder 📂|newspaper 📰|book open_book 📖|books 📚|bookmark 🔖|wastebasket 🗑️|mega 📣|loudspeaker 📢
bell 🔔|no_bell 🔕|hourglass ⌛|hourglass_flowing_sand ⏳|alarm_clock ⏰|stopwatch ⏱️|timer_clock ⏲️|clock1 🕐|clock3 🕒|clock9 🕘|clock12 🕛
shopping_bags 🛍️|shopping_trolley 🛒|handbag 👜|eyeglasses 👓|necktie 👔|shirt tshirt 👕|jeans 👖|dress 👗|high_heel 👠|mans_shoe shoe 👞|athletic_shoe 👟|ring 💍|crown 👑
lipstick 💄|pill 💊|syringe 💉|adhesive_bandage 🩹|test_tube 🧪|microscope 🔬|white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌
negative_squared_cross_mark ❎|heavy_plus_sign ➕|heavy_minus_sign ➖|heavy_multiplication_x ✖️|heavy_division_sign ➗|question ❓|grey_question ❔|exclamation ❗
heavy_exclamation_mark ❗|grey_exclamation ❕|bangbang ‼️|interrobang ⁉️|warning ⚠️|no_entry ⛔|no_entry_sign 🚫|octagonal_sign stop_sign 🛑|sos 🆘|information_source ℹ️
recycle ♻️|copyright ©️|registered ®️|tm ™️|arrow_up ⬆️|arrow_down ⬇️|arrow_left ⬅️|arrow_right ➡️|arrow_upper_right ↗️|arrow_lower_right ↘️|arrows_counterclockwise 🔄
leftwards_arrow_with_hook ↩️|arrow_right_hook ↪️|repeat 🔁|back 🔙|end 🔚|on 🔛|soon 🔜|top 🔝|new 🆕|free 🆓|up 🆙|cool 🆒|ok 🆗|id 🆔|vs 🆚
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|zero 0️⃣|keycap_ten 🔟|hash #️⃣|red_circle 🔴|large_orange_circle 🟠
large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|large_purple_circle 🟣|white_circle ⚪|black_circle ⚫|large_green_square 🟩|large_red_square 🟥
small_blue_diamond 🔹|small_orange_diamond 🔸|red_flag triangular_flag_on_post 🚩|checkered_flag 🏁|waving_white_flag 🏳️|rainbow-flag 🏳️‍🌈
flag-de de 🇩🇪|flag-fr fr 🇫🇷|flag-gb gb uk 🇬🇧|us flag-us 🇺🇸|flag-es es 🇪🇸|flag-it it 🇮🇹|flag-nl 🇳🇱|flag-at 🇦🇹|flag-ch 🇨🇭|flag-pl 🇵🇱|flag-br 🇧🇷|flag-in 🇮🇳|flag-eu 🇪🇺
`;
