"""Common first names that tell whether "he" or "she" can be meant; a name in neither list fits both.

The most frequent in English-language news, with some Arabic, Hebrew, Turkish, Slavic and Romance ones. It is a hint
only: it never makes a speaker, it only rules one out.
"""

MEN = frozenset(
    "james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald "
    "steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas "
    "eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis "
    "jerry tyler aaron jose adam henry nathan douglas zachary peter kyle walter ethan jeremy harold keith christian roger "
    "noah gerald carl terry sean austin arthur lawrence jesse dylan bryan joe jordan billy bruce albert willie gabriel "
    "logan alan juan wayne roy ralph randy eugene vincent russell elijah louis bobby philip johnny simon graham neil ian "
    "stuart colin martin nigel craig barry trevor geoffrey dave steve mike chris matt tom tim jim bill bob ben dan ed rob "
    "nick tony greg jeff joel harry oliver oscar alastair alistair gordon boris rishi keir barack bernie mitt mitch "
    "mohammed muhammad mohamed ahmed ahmad mahmoud mustafa hassan hussein ali omar khaled khalil ibrahim yousef youssef "
    "abdullah abdel abdul karim nabil marwan ismail yahya osama tarek samir sami jamal bashar bassem hamid reza hossein "
    "benjamin yair naftali yoav ehud shimon ariel gideon avigdor moshe isaac recep tayyip fidan hakan mehmet vladimir "
    "sergei sergey dmitry igor ivan viktor oleg alexei mikhail yuri nikolai volodymyr andriy pavel jan piotr lech emmanuel "
    "francois jean pierre jacques nicolas antonio giuseppe matteo luigi marco mario silvio carlos luis jorge miguel pedro "
    "manuel pablo fernando diego rafael javier sergio olaf friedrich hans jens klaus wolfgang helmut narendra imran shehbaz "
    "nawaz xi li wang ilham stephane stéphane farhan antónio guterres gustavo andres lionel cristiano arsene jose jürgen "
    "jurgen roberto brendan sam alex max leo luke owen connor rory callum jamie lee gareth rhys darren wayne dean jordan".split()
)
WOMEN = frozenset(
    "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley "
    "kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen "
    "amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet "
    "catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith "
    "megan andrea cheryl hannah jacqueline martha gloria teresa ann sara madison frances kathryn janice jean abigail alice "
    "julia judy sophia grace denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany charlotte "
    "marie kayla alexis lori jane kate katie lucy claire clare fiona nicola tracy tracey gillian hilary hillary theresa "
    "liz angelina oprah beyonce taylor kamala nancy ursula marine giorgia angela annalena christine jacinda sanna nikki "
    "condoleezza madeleine fatima aisha ayesha khadija mariam maryam layla leila hanan rania asma noura huda samira "
    "golda tzipi ayelet miri miriam olga svetlana natalia irina tatiana elena yulia ekaterina maria francesca giulia "
    "sofia carmen rosa lucia isabel ana beatriz ingrid astrid greta karin ursula sheila eileen maureen moira sally wendy "
    "zoe chloe sophie holly molly rosie jenny penny sue debbie kim tina lynn gail joanna joanne jo amelia ella ava mia "
    "caroline valerie vera yvonne zainab malala benazir sonia priyanka aung park tsai fadwa hanaa".split()
)
